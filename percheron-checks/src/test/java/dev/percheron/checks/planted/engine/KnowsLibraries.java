package dev.percheron.checks.planted.engine;

import com.sun.net.httpserver.HttpExchange;
import java.awt.Point;
import java.sql.Connection;
import javax.swing.JLabel;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Everything that stands behind a fence, each in another way. */
abstract class KnowsLibraries {
  private final Point point = new Point(1, 2);

  abstract Connection connection();

  abstract void answer(HttpExchange exchange);

  abstract boolean isJson(JsonNode[] nodes);

  boolean isWindow(Object any) {
    return any instanceof JLabel || any.equals(point);
  }

  int parse(String... arguments) {
    return new CommandLine(this).execute(arguments);
  }
}

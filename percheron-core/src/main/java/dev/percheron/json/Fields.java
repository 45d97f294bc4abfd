package dev.percheron.json;

import dev.percheron.api.Names;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one JSON object, each read as what it must be. Unknown ones are ignored, so that a
 * newer process may add some.
 *
 * @param what what the object is, for messages
 * @param node the object
 */
record Fields(String what, JsonNode node) {

  /**
   * @throws IllegalArgumentException when {@code node} is not an object
   */
  Fields {
    if (!node.isObject()) {
      throw refused(what, "is not an object", node);
    }
  }

  Optional<Fields> object(String name) {
    var field = node.get(name);
    return field == null ? Optional.empty() : Optional.of(new Fields(path(name), field));
  }

  String text(String name, String byDefault) {
    var field = node.get(name);
    return field == null ? byDefault : textOf(path(name), field);
  }

  String text(String name) {
    return textOf(path(name), required(name));
  }

  int number(String name, int byDefault) {
    var field = node.get(name);
    return field == null ? byDefault : numberOf(name, field);
  }

  long large(String name) {
    var field = required(name);
    if (field.isIntegralNumber() && field.canConvertToLong()) {
      return field.longValue();
    }
    throw refused(path(name), "is not a whole number", field);
  }

  double fraction(String name, double byDefault) {
    var field = node.get(name);
    if (field == null) {
      return byDefault;
    } else if (field.isNumber()) {
      return field.doubleValue();
    }
    throw refused(path(name), "is not a number", field);
  }

  Duration duration(String name, Duration byDefault) {
    return duration(name).orElse(byDefault);
  }

  Optional<Duration> duration(String name) {
    var field = node.get(name);
    return field == null ? Optional.empty() : Optional.of(durationOf(name, field));
  }

  /** The elements of an array, empty when there is none. */
  <T> List<T> list(String name, Function<Element, T> read) {
    var field = node.get(name);
    return field == null ? List.of() : listOf(path(name), field, read);
  }

  boolean has(String name) {
    return node.has(name);
  }

  static <T> List<T> listOf(String what, JsonNode array, Function<Element, T> read) {
    if (!array.isArray()) {
      throw refused(what, "is not a list", array);
    }
    var list = new ArrayList<T>(array.size());
    for (var node : array) {
      list.add(read.apply(new Element(what + "[" + list.size() + "]", node)));
    }
    return list;
  }

  static String textOf(String what, JsonNode field) {
    if (field.isString()) {
      return field.stringValue();
    }
    throw refused(what, "is not text", field);
  }

  /**
   * One element of an array.
   *
   * @param what where it stands, for messages
   * @param node the element
   */
  record Element(String what, JsonNode node) {
    Fields fields() {
      return new Fields(what, node);
    }

    String text() {
      return textOf(what, node);
    }
  }

  private int numberOf(String name, JsonNode field) {
    if (field.isIntegralNumber() && field.canConvertToInt()) {
      return field.intValue();
    }
    throw refused(path(name), "is not a whole number from -2^31 to 2^31-1", field);
  }

  private Duration durationOf(String name, JsonNode field) {
    try {
      return Duration.parse(textOf(path(name), field));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "%s is not a duration such as PT30S, but '%s'"
              .formatted(path(name), Names.shown(field.stringValue())),
          e);
    }
  }

  private JsonNode required(String name) {
    @Nullable JsonNode field = node.get(name);
    if (field == null) {
      throw new IllegalArgumentException("%s is missing".formatted(path(name)));
    }
    return field;
  }

  private String path(String name) {
    return what + "." + name;
  }

  private static IllegalArgumentException refused(String what, String why, JsonNode node) {
    return new IllegalArgumentException(
        "%s %s but %s".formatted(what, why, Names.shown(shortened(node))));
  }

  private static String shortened(JsonNode node) {
    return node.isContainer() ? "a container" : node.toString();
  }
}

package dev.percheron.json;

import dev.percheron.api.Names;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Says in a sentence why a value could not be written or read, and where. */
final class JsonTroubles {
  private static final int SHOWN_PATH = 6;

  private JsonTroubles() {}

  static String writing(@Nullable Object value, RuntimeException e) {
    var type = value == null ? "null" : value.getClass().getTypeName();
    return "%s cannot be written as JSON%s: %s".formatted(type, at(e), reason(e));
  }

  static String reading(Type type, RuntimeException e) {
    return "the JSON does not fit %s%s: %s".formatted(type.getTypeName(), at(e), reason(e));
  }

  private static String at(RuntimeException e) {
    var path = e instanceof JacksonException jackson ? path(jackson.getPath()) : "";
    return path.isEmpty() ? "" : " at " + path;
  }

  /** Such as {@code order.lines[3].price}; the middle of a cycle is cut. */
  private static String path(List<JacksonException.Reference> references) {
    var path = new StringBuilder();
    references.stream().limit(SHOWN_PATH).forEach(reference -> append(path, reference));
    return references.size() > SHOWN_PATH ? path.append("…").toString() : path.toString();
  }

  private static void append(StringBuilder path, JacksonException.Reference reference) {
    if (reference.getPropertyName() == null) {
      path.append('[').append(reference.getIndex()).append(']');
    } else {
      path.append(path.isEmpty() ? "" : ".").append(Names.shown(reference.getPropertyName()));
    }
  }

  private static String reason(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InaccessibleObjectException closed) {
        return closed.getMessage() + "; open the package to tools.jackson.databind in module-info";
      }
    }
    return e instanceof JacksonException jackson ? JsonBounds.said(jackson) : plain(e);
  }

  private static String plain(RuntimeException e) {
    return e.getClass().getName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
  }
}

package dev.percheron.cli.talk;

import dev.percheron.api.Names;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as the command prints it. Written here rather than by a library because it also goes to
 * terminals: characters that could disturb one are escaped, also those that JSON allows as they
 * are.
 */
public final class Json {
  /** Made when first needed: most commands print no JSON and start faster without. */
  private static final class Reader {
    private static final JsonMapper MAPPER =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  private Json() {}

  /** One line of JSON: maps, collections, text, numbers, truth values, times (ISO-8601), null. */
  public static String text(@Nullable Object value) {
    var json = new StringBuilder();
    append(json, value);
    return json.toString();
  }

  /**
   * The plain value – maps, lists, text, exact numbers – that a JSON text stands for.
   *
   * @throws IllegalArgumentException when it is not JSON
   */
  public static @Nullable Object read(String json) {
    try {
      return Reader.MAPPER.readValue(json, Object.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("this is not JSON: " + said(e), e);
    }
  }

  /** What Jackson says, without where it says it: it has not kept the text. */
  private static String said(JacksonException e) {
    return String.valueOf(e.getOriginalMessage()).replaceFirst(" \\(start marker at .*", "");
  }

  /** The value of stored JSON; what cannot be read is shown as the text that it is. */
  public static @Nullable Object stored(String json) {
    try {
      return read(json);
    } catch (IllegalArgumentException e) {
      return json;
    }
  }

  private static void append(StringBuilder json, @Nullable Object value) {
    switch (value) {
      case null -> json.append("null");
      case Optional<?> maybe -> append(json, maybe.orElse(null));
      case Boolean truth -> json.append(truth);
      case Number number -> json.append(number);
      case Map<?, ?> map -> appendMap(json, map);
      case Collection<?> list -> appendList(json, list);
      default -> appendString(json, value.toString());
    }
  }

  private static void appendMap(StringBuilder json, Map<?, ?> map) {
    json.append('{');
    for (var entries = map.entrySet().iterator(); entries.hasNext(); ) {
      var entry = entries.next();
      appendString(json, String.valueOf(entry.getKey()));
      json.append(':');
      append(json, entry.getValue());
      comma(json, entries);
    }
    json.append('}');
  }

  private static void appendList(StringBuilder json, Collection<?> list) {
    json.append('[');
    for (var elements = list.iterator(); elements.hasNext(); ) {
      append(json, elements.next());
      comma(json, elements);
    }
    json.append(']');
  }

  private static void comma(StringBuilder json, Iterator<?> rest) {
    if (rest.hasNext()) {
      json.append(',');
    }
  }

  private static void appendString(StringBuilder json, String text) {
    json.append('"');
    text.codePoints().forEach(point -> appendPoint(json, point));
    json.append('"');
  }

  private static void appendPoint(StringBuilder json, int point) {
    switch (point) {
      case '"' -> json.append("\\\"");
      case '\\' -> json.append("\\\\");
      case '\n' -> json.append("\\n");
      case '\t' -> json.append("\\t");
      default -> {
        if (Names.isPrintable(point)) {
          json.appendCodePoint(point);
        } else {
          json.append(Shown.escape(point));
        }
      }
    }
  }
}

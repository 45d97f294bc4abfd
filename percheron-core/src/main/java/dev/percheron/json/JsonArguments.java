package dev.percheron.json;

import dev.percheron.spi.ArgumentCodec;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Arguments and results as plain JSON: plain values, records, collections, {@code java.time} as
 * ISO-8601 text, enums by name, {@code Optional}, {@code byte[]} as base64.
 *
 * <p>The text never names a type: there is no polymorphic typing, and a class that asks for it is
 * refused. Nothing is bent to fit: {@code 1.5} is no {@code int}, {@code "true"} no {@code
 * boolean}, {@code 300} no {@code byte}, {@code null} no primitive. Fields that a type does not
 * have are ignored; a record component that the text does not have is an error that names it,
 * unless it is {@code Optional} or {@code @Nullable}. Text may be {@value JsonBounds#MAX_DEPTH}
 * levels deep and {@value JsonBounds#MAX_LENGTH} characters long.
 *
 * <p>Safe for use by many threads. Readers are kept per type, for as long as this object lives.
 */
public final class JsonArguments implements ArgumentCodec {
  private static final String NOTHING = "[]";

  private final ArgumentMapper mapper = new ArgumentMapper();
  private final ObjectWriter writer = mapper.writer();
  private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

  @Override
  public String write(@Nullable Object value) {
    if (value instanceof List<?> list && list.isEmpty()) {
      return NOTHING;
    }
    try {
      return writer.writeValueAsString(value);
    } catch (RuntimeException e) { // Jackson's own, and what a class's own code throws into it
      throw new IllegalArgumentException(JsonTroubles.writing(value, e), e);
    }
  }

  @Override
  public @Nullable Object read(String json, Type type) {
    try (var parser = mapper.parser(JsonBounds.checked(json))) {
      advance(parser, "nothing but white space");
      var value = bind(parser, type, "");
      checkEnd(parser);
      return value;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("this is not JSON: " + JsonBounds.said(e), e);
    }
  }

  @Override
  public @Nullable Object[] readAll(String json, List<Type> types) {
    if (types.isEmpty() && json.equals(NOTHING)) {
      return new Object[0];
    }
    try (var parser = mapper.parser(JsonBounds.checked(json))) {
      return elements(parser, types);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the arguments are not JSON: " + JsonBounds.said(e), e);
    }
  }

  private @Nullable Object[] elements(JsonParser parser, List<Type> types) {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw new IllegalArgumentException("the arguments are not a JSON array");
    }
    var values = new @Nullable Object[types.size()];
    int count = 0;
    for (; parser.nextToken() != JsonToken.END_ARRAY; count++) {
      if (count < values.length) {
        values[count] = bind(parser, types.get(count), "argument " + (count + 1) + ": ");
      } else {
        parser.skipChildren();
      }
    }
    checkEnd(parser);
    checkCount(types.size(), count);
    return values;
  }

  private @Nullable Object bind(JsonParser parser, Type type, String where) {
    try {
      return readers.computeIfAbsent(type, mapper::reader).readValue(parser);
    } catch (RuntimeException e) { // Jackson's own, and what a class's own code throws into it
      throw new IllegalArgumentException(where + JsonTroubles.reading(type, e), e);
    }
  }

  private static void advance(JsonParser parser, String otherwise) {
    if (parser.nextToken() == null) {
      throw new IllegalArgumentException("this is not JSON: " + otherwise);
    }
  }

  private static void checkEnd(JsonParser parser) {
    if (parser.nextToken() != null) {
      throw new IllegalArgumentException("something follows the JSON value");
    }
  }

  private static void checkCount(int wanted, int given) {
    if (wanted != given) {
      throw new IllegalArgumentException(
          "%d %s wanted, %d given"
              .formatted(wanted, wanted == 1 ? "argument is" : "arguments are", given));
    }
  }
}

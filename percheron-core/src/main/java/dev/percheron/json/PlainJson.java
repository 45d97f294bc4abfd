package dev.percheron.json;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as plain values: {@code Map} with its order kept, {@code List}, {@code String}, {@code
 * Boolean}, numbers and {@code null}. For what has no type of its own: the arguments of commands
 * and the frames between a worker and its child processes. Token by token, because frames are read
 * and written for every attempt.
 *
 * <p>What is read is untrusted; depth and length are bounded, and no class is ever chosen by the
 * text. Safe for use by many threads.
 */
public final class PlainJson {
  private static final JsonFactory TOKENS = JsonBounds.factory();

  private PlainJson() {}

  /**
   * Reads one document.
   *
   * @throws IllegalArgumentException when it is not JSON, too deep or too long
   */
  public static @Nullable Object read(String json) {
    try (var tokens = TOKENS.createParser(ObjectReadContext.empty(), JsonBounds.checked(json))) {
      return whole(tokens);
    } catch (JacksonException e) {
      throw refused(e);
    }
  }

  /**
   * Reads one document from {@code length} bytes of UTF-8.
   *
   * @throws IllegalArgumentException when it is not JSON, too deep or too long
   */
  public static @Nullable Object read(byte[] buffer, int from, int length) {
    try (var tokens = TOKENS.createParser(ObjectReadContext.empty(), buffer, from, length)) {
      return whole(tokens);
    } catch (JacksonException e) {
      throw refused(e);
    }
  }

  private static IllegalArgumentException refused(JacksonException e) {
    return new IllegalArgumentException("this is no JSON: " + JsonBounds.said(e), e);
  }

  private static @Nullable Object whole(JsonParser tokens) {
    var value = value(tokens, tokens.nextToken());
    if (tokens.nextToken() != null) {
      throw new IllegalArgumentException("this is no JSON: something stands behind its end");
    }
    return value;
  }

  private static @Nullable Object value(JsonParser tokens, @Nullable JsonToken first) {
    return switch (first) {
      case null -> throw new IllegalArgumentException("this is no JSON: it is empty");
      case START_OBJECT -> object(tokens);
      case START_ARRAY -> array(tokens);
      case VALUE_STRING -> tokens.getString();
      case VALUE_NUMBER_INT -> tokens.getNumberValue();
      case VALUE_NUMBER_FLOAT -> tokens.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalArgumentException("this is no JSON: %s stands there".formatted(first));
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser tokens) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    for (var name = tokens.nextName(); name != null; name = tokens.nextName()) {
      object.put(name, value(tokens, tokens.nextToken()));
    }
    return object;
  }

  private static List<@Nullable Object> array(JsonParser tokens) {
    var array = new ArrayList<@Nullable Object>();
    for (var next = tokens.nextToken(); next != JsonToken.END_ARRAY; next = tokens.nextToken()) {
      array.add(value(tokens, next));
    }
    return array;
  }

  /**
   * Writes plain values.
   *
   * @throws IllegalArgumentException when there is another one among them
   */
  public static String write(@Nullable Object value) {
    var text = new StringWriter();
    try (var tokens = TOKENS.createGenerator(ObjectWriteContext.empty(), text)) {
      write(tokens, value);
    }
    return text.toString();
  }

  private static void write(JsonGenerator tokens, @Nullable Object value) {
    switch (value) {
      case null -> tokens.writeNull();
      case String text -> tokens.writeString(text);
      case Boolean truth -> tokens.writeBoolean(truth);
      case Number number -> writeNumber(tokens, number);
      case Map<?, ?> object -> writeObject(tokens, object);
      case Iterable<?> array -> writeArray(tokens, array);
      default -> throw new IllegalArgumentException("%s is no plain value".formatted(value));
    }
  }

  private static void writeNumber(JsonGenerator tokens, Number value) {
    switch (value) {
      case Integer number -> tokens.writeNumber(number);
      case Long number -> tokens.writeNumber(number);
      case Double number -> tokens.writeNumber(number);
      case BigInteger number -> tokens.writeNumber(number);
      case BigDecimal number -> tokens.writeNumber(number);
      default -> throw new IllegalArgumentException("%s is no plain number".formatted(value));
    }
  }

  private static void writeObject(JsonGenerator tokens, Map<?, ?> object) {
    tokens.writeStartObject();
    object.forEach((name, value) -> {
      tokens.writeName(String.valueOf(name));
      write(tokens, value);
    });
    tokens.writeEndObject();
  }

  private static void writeArray(JsonGenerator tokens, Iterable<?> array) {
    tokens.writeStartArray();
    array.forEach(value -> write(tokens, value));
    tokens.writeEndArray();
  }
}

package dev.percheron.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as plain values: {@code Map} with its order kept, {@code List}, {@code String}, {@code
 * Boolean}, numbers and {@code null}. For what has no type of its own: the arguments of commands
 * and the frames between a worker and its child processes.
 *
 * <p>What is read is untrusted; depth and length are bounded, and no class is ever chosen by the
 * text. Safe for use by many threads.
 */
public final class PlainJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonBounds.factory())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private PlainJson() {}

  /**
   * Reads one document.
   *
   * @throws IllegalArgumentException when it is not JSON, too deep or too long
   */
  public static @Nullable Object read(String json) {
    try {
      return MAPPER.readValue(JsonBounds.checked(json), Object.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("this is no JSON: " + JsonBounds.said(e), e);
    }
  }

  /** Writes plain values. */
  public static String write(@Nullable Object value) {
    return MAPPER.writeValueAsString(value);
  }
}

package dev.percheron.spi;

import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns arguments and results into JSON and back. Types come from the handler's own signature,
 * never from the text. Safe for use by many threads.
 */
public interface ArgumentCodec {
  /**
   * Writes one value.
   *
   * @throws IllegalArgumentException when it cannot be written; the message names the class and the
   *     path to the part that cannot
   */
  String write(@Nullable Object value);

  /**
   * Reads one value of {@code type}; fields that the type does not have are ignored.
   *
   * @throws IllegalArgumentException when the text does not fit; the message names the path
   */
  @Nullable Object read(String json, Type type);

  /**
   * Reads a JSON array with one element for each of {@code types}.
   *
   * @throws IllegalArgumentException when the number of elements differs or one does not fit
   */
  @Nullable Object[] readAll(String json, List<Type> types);
}

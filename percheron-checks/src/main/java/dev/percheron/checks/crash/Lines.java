package dev.percheron.checks.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Entries as lines of text: a checksum, the entry's name, its components. */
final class Lines {
  private static final List<Class<?>> TYPES = List.of(Entry.class.getPermittedSubclasses());

  private Lines() {}

  /** One line, its end included. */
  static String write(Entry entry) {
    var body =
        Stream.concat(Stream.of(entry.getClass().getSimpleName()), values(entry))
            .collect(Collectors.joining(" "));
    return checksum(body) + " " + body + "\n";
  }

  /**
   * Reads a line without its end; empty when it is damaged: its writer was killed while it wrote.
   */
  static Optional<Entry> read(String line) {
    int space = line.indexOf(' ');
    if (space < 0 || !line.substring(0, space).equals(checksum(line.substring(space + 1)))) {
      return Optional.empty();
    }
    var words = line.substring(space + 1).split(" ", -1);
    var type =
        TYPES.stream()
            .filter(one -> one.getSimpleName().equals(words[0]))
            .findFirst()
            .orElseThrow();
    return Optional.of((Entry) made(type, words));
  }

  private static Stream<String> values(Entry entry) {
    return Arrays.stream(entry.getClass().getRecordComponents())
        .map(component -> value(entry, component));
  }

  private static String value(Entry entry, RecordComponent component) {
    try {
      return String.valueOf(component.getAccessor().invoke(entry));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object made(Class<?> type, String[] words) {
    var components = type.getRecordComponents();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] = parsed(types[i], words[i + 1]);
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object parsed(Class<?> type, String word) {
    if (type == long.class) {
      return Long.parseLong(word);
    } else if (type == int.class) {
      return Integer.parseInt(word);
    } else if (type == boolean.class) {
      return Boolean.parseBoolean(word);
    }
    return type == String.class ? word : constant(type, word);
  }

  private static Object constant(Class<?> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> ((Enum<?>) one).name().equals(word))
        .findFirst()
        .orElseThrow();
  }

  private static String checksum(String body) {
    var crc = new CRC32();
    crc.update(body.getBytes(UTF_8));
    return Long.toHexString(crc.getValue());
  }
}

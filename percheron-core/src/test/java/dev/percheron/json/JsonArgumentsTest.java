package dev.percheron.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonArgumentsTest {
  private final JsonArguments codec = new JsonArguments();

  enum Colour {
    RED {
      @Override
      public String toString() {
        return "rouge";
      }
    },
    GREEN
  }

  record Point(int x, int y) {}

  record Box<T>(T content, List<T> more) {}

  record Mail(String to, Optional<String> subject, @Nullable String body, OptionalInt size) {}

  record Address(String street, int number) {}

  record Person(String name, List<Address> addresses) {}

  record Numbers(byte b, short s, int i, long l, float f, double d, char c, boolean z) {}

  /** A class of the older kind. */
  public static final class Bean {
    private String name = "unset";
    private int size = 7;

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    public int getSize() {
      return size;
    }

    public void setSize(int size) {
      this.size = size;
    }
  }

  static Stream<Object> values() {
    return Stream.of(
        true,
        (byte) -128,
        (short) 7,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        1.5f,
        Double.MIN_VALUE,
        Double.NaN,
        'ß',
        "",
        "text \"quoted\" \u0000 😀",
        new BigDecimal("123456789012345678901234567890.1234567890"),
        BigInteger.TWO.pow(200),
        Colour.RED,
        Colour.GREEN,
        TimeUnit.DAYS,
        Instant.parse("2026-03-29T01:30:00.123456789Z"),
        Duration.ofMillis(-1500),
        Period.of(1, 2, 3),
        LocalDate.of(2024, 2, 29),
        LocalTime.of(23, 59, 59, 1),
        LocalDateTime.of(1, 1, 1, 0, 0),
        OffsetDateTime.parse("2026-01-02T03:04:05.678+05:45"),
        ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, ZoneId.of("Europe/Berlin")),
        ZoneId.of("Asia/Kathmandu"),
        Year.of(2026),
        YearMonth.of(2026, 12),
        UUID.fromString("00000000-0000-0001-0000-000000000002"),
        URI.create("https://example.org/a?b=c#d"),
        Optional.of("x"),
        new Point(1, -2),
        new Mail("ada", Optional.empty(), null, OptionalInt.of(3)),
        new Numbers((byte) 1, (short) 2, 3, 4, Float.MAX_VALUE, Double.MAX_VALUE, 'c', true),
        new Person("Ada", List.of(new Address("Main", 1), new Address("Side", 2))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_value_comes_back_as_it_was(Object value) {
    var text = codec.write(value);

    assertThat(codec.read(text, typeOf(value))).isEqualTo(value);
  }

  private static Type typeOf(Object value) {
    return switch (value) {
      case Optional<?> o -> parameter("optional");
      case Enum<?> e -> e.getDeclaringClass();
      case ZoneId z -> ZoneId.class;
      default -> value.getClass();
    };
  }

  @SuppressWarnings("unused")
  static final class Signatures {
    void optional(Optional<String> p) {}

    void points(List<Point> p) {}

    void byColour(Map<Colour, List<Point>> p) {}

    void box(Box<Instant> p) {}

    void array(Box<Point>[] p) {}

    void wildcard(Set<? extends Point> p) {}
  }

  private static Type parameter(String method) {
    return Stream.of(Signatures.class.getDeclaredMethods())
        .filter(candidate -> candidate.getName().equals(method))
        .map(candidate -> candidate.getGenericParameterTypes()[0])
        .findFirst()
        .orElseThrow();
  }

  @Test
  void generic_types_are_resolved() {
    var points = List.of(new Point(1, 2), new Point(3, 4));
    var box = new Box<>(Instant.EPOCH, List.of(Instant.MAX));

    assertThat(codec.read(codec.write(points), parameter("points"))).isEqualTo(points);
    assertThat(codec.read(codec.write(Map.of(Colour.RED, points)), parameter("byColour")))
        .isEqualTo(Map.of(Colour.RED, points));
    assertThat(codec.read(codec.write(box), parameter("box"))).isEqualTo(box);
    assertThat(
            (Object[])
                codec.read("[{\"content\":{\"x\":1,\"y\":2},\"more\":[]}]", parameter("array")))
        .containsExactly(new Box<>(new Point(1, 2), List.of()));
    assertThat(codec.read("[{\"x\":1,\"y\":2}]", parameter("wildcard")))
        .isEqualTo(Set.of(new Point(1, 2)));
  }

  @Test
  void bytes_are_base64_and_times_are_iso_text() {
    assertThat(codec.write(new byte[] {1, 2, (byte) 255})).isEqualTo("\"AQL/\"");
    assertThat((byte[]) codec.read("\"AQL/\"", byte[].class)).containsExactly(1, 2, 255);
    assertThat(codec.write(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00Z\"");
    assertThat(codec.write(Duration.ofSeconds(90))).isEqualTo("\"PT1M30S\"");
    assertThat(codec.write(Colour.RED)).isEqualTo("\"RED\"");
  }

  @Test
  void fields_stand_in_the_order_in_which_they_are_declared() {
    assertThat(codec.write(new Address("Main", 1))).isEqualTo("{\"street\":\"Main\",\"number\":1}");
  }

  @Test
  void all_arguments_are_read_in_order() {
    var types = List.<Type>of(String.class, int.class, parameter("points"), parameter("optional"));

    var values = codec.readAll(" [ \"a\" , 2, [{\"x\":1,\"y\":2}], null ] ", types);

    assertThat(values).containsExactly("a", 2, List.of(new Point(1, 2)), Optional.empty());
  }

  @Test
  void no_arguments_are_an_empty_array() {
    assertThat(codec.write(List.of())).isEqualTo("[]");
    assertThat(codec.readAll("[]", List.of())).isEmpty();
    assertThat(codec.readAll(" [ ] ", List.of())).isEmpty();
    assertThat(codec.write(Arrays.asList(null, 1))).isEqualTo("[null,1]");
    assertThat(codec.write(null)).isEqualTo("null");
    assertThat(codec.read("null", Void.class)).isNull();
  }

  @Test
  void a_whole_number_is_a_fine_double() {
    assertThat(codec.read("1", double.class)).isEqualTo(1.0);
    assertThat(codec.read("1", BigDecimal.class)).isEqualTo(BigDecimal.ONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.5|int",
        "1.0|int",
        "1e2|long",
        "1.5|java.math.BigInteger",
        "2147483648|int",
        "-9223372036854775809|long",
        "32768|short",
        "128|byte",
        "-129|java.lang.Byte",
        "1e39|float",
        "1e999|double",
        "-1e999|java.lang.Double",
        "[1e999]|[D",
        "[200]|[B",
        "null|int",
        "null|boolean",
        "[null]|[I",
        "\"1\"|int",
        "\"\"|int",
        "\"\"|java.lang.Integer",
        "\"1.5\"|double",
        "\"true\"|boolean",
        "1|boolean",
        "0|java.lang.Boolean",
        "true|int",
        "1|java.lang.String",
        "1.5|java.lang.String",
        "true|java.lang.String",
        "[]|java.lang.String",
        "{}|java.lang.String",
        "65|char",
        "\"ab\"|char",
        "\"\"|java.time.Instant",
        "1700000000|java.time.Instant",
        "1.5|java.time.Instant",
        "\"soon\"|java.time.Instant",
        "1|java.time.Duration",
        "[2024,2,29]|java.time.LocalDate",
        "\"2023-02-29\"|java.time.LocalDate",
        "1|java.util.concurrent.TimeUnit",
        "\"FORTNIGHTS\"|java.util.concurrent.TimeUnit",
        "\"\"|java.util.concurrent.TimeUnit",
        "\"***\"|[B",
        "\"java.lang.Runtime\"|java.lang.Class",
        "{}|java.lang.Runnable",
        "{}|java.util.concurrent.locks.Lock"
      })
  void nothing_is_bent_to_fit(String json, String type) {
    assertThatIllegalArgumentException()
        .as(json + " as " + type)
        .isThrownBy(() -> codec.read(json, named(type)))
        .withMessageContaining("does not fit");
  }

  private static Class<?> named(String type) {
    return switch (type) {
      case "int" -> int.class;
      case "long" -> long.class;
      case "short" -> short.class;
      case "byte" -> byte.class;
      case "float" -> float.class;
      case "double" -> double.class;
      case "boolean" -> boolean.class;
      case "char" -> char.class;
      default -> forName(type);
    };
  }

  private static Class<?> forName(String type) {
    try {
      return Class.forName(type);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}

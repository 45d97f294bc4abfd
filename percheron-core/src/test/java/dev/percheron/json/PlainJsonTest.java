package dev.percheron.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJsonTest {
  private static final String DOCUMENT =
      "{\"z\":1,\"a\":[true,false,null,\"ü\\n\"],\"n\":{\"big\":12345678901234567890,\"f\":1.50}}";

  @Test
  void a_document_is_plain_values_in_their_order() {
    var read = (Map<?, ?>) PlainJson.read(DOCUMENT);

    assertThat(read.keySet().stream().map(String::valueOf)).containsExactly("z", "a", "n");
    assertThat(read.get("a")).isEqualTo(Arrays.asList(true, false, null, "ü\n"));
    assertThat(read.get("n"))
        .isEqualTo(
            Map.of("big", new BigInteger("12345678901234567890"), "f", new BigDecimal("1.50")));
  }

  @Test
  void what_is_written_is_read_again() {
    assertThat(PlainJson.write(PlainJson.read(DOCUMENT))).isEqualTo(DOCUMENT);
  }

  @Test
  void bytes_in_the_middle_of_a_buffer_are_read() {
    var buffer = ("xx" + DOCUMENT + "yy").getBytes(StandardCharsets.UTF_8);

    assertThat(PlainJson.read(buffer, 2, buffer.length - 4)).isEqualTo(PlainJson.read(DOCUMENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1",
        "{\"a\":1}x",
        "1 2",
        "]",
        "{\"a\":1,\"a\":2}",
        "{a:1}",
        "NaN",
        "[1,]"
      })
  void what_is_no_json_is_refused(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> PlainJson.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no JSON");
    assertThatThrownBy(() -> PlainJson.read(bytes, 0, bytes.length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no JSON");
  }

  @Test
  void what_is_too_deep_is_refused() {
    var deepest = "[".repeat(JsonBounds.MAX_DEPTH) + "]".repeat(JsonBounds.MAX_DEPTH);

    assertThat(PlainJson.read(deepest)).isInstanceOf(List.class);
    assertThatThrownBy(() -> PlainJson.read("[" + deepest + "]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("200");
  }

  @Test
  void what_is_no_plain_value_is_not_written() {
    var odd = new LinkedHashMap<String, Object>();
    odd.put("at", Instant.EPOCH);

    assertThatThrownBy(() -> PlainJson.write(odd))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("plain");
  }
}

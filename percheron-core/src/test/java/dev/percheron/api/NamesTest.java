package dev.percheron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void a_good_name_is_given_back_as_it_is() {
    var longest = "x".repeat(Names.MAX_LENGTH);

    for (var name : List.of("a", "emails.send", "two words", "ünï-çødé 日本 🐎", longest)) {
      assertThat(Names.checked("queue", name)).isSameAs(name);
    }
  }

  @Test
  void an_empty_or_too_long_name_is_refused_with_the_numbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Names.checked("queue", ""))
        .withMessageContaining("a queue name has 1 to 200 characters, this one has 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Names.checked("handler", "x".repeat(201)))
        .withMessageContaining("handler")
        .withMessageContaining("201");
  }

  @Test
  void white_space_at_an_end_is_refused() {
    for (var name : List.of(" a", "a ", "\ta", "a\n", " ")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Names.checked("queue", name));
    }
  }

  @Test
  void what_could_forge_a_line_or_rewrite_a_terminal_is_refused_and_shown_escaped() {
    for (var bad :
        List.of(
            "a\u0000b", "a\u001b[2Jb", "a\nb", "a\u0085b", "a\u2028b", "a\u202eb", "a\u200bb")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Names.checked("queue", bad))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(bad).contains("\\u"));
    }
  }

  @Test
  void half_a_surrogate_pair_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Names.checked("queue", "a\ud800b"));
    assertThatIllegalArgumentException().isThrownBy(() -> Names.checked("queue", "a\udc00"));
  }

  @Test
  void a_long_text_is_shown_cut() {
    assertThat(Names.shown("x".repeat(100_000))).hasSize(Names.MAX_LENGTH + 1).endsWith("…");
    assertThat(Names.shown("short")).isEqualTo("short");
  }
}

package dev.percheron.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class SectionTest {
  @Test
  void only_the_section_of_that_name_is_replaced() {
    var page =
        """
        # Mine
        <!-- bench a -->
        old
        <!-- end bench a -->
        words
        <!-- bench b -->
        other
        <!-- end bench b -->
        """;

    assertThat(Section.replaced(page, "a", "new\n")).isEqualTo(page.replace("old", "new"));
  }

  @Test
  void a_page_without_the_section_gets_it_at_its_end() {
    assertThat(Section.replaced("# Mine\n", "a", "new\n"))
        .isEqualTo("# Mine\n<!-- bench a -->\nnew\n<!-- end bench a -->\n");
  }

  @Test
  void a_section_without_an_end_is_left_alone() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Section.replaced("<!-- bench a -->\nold\n", "a", "new\n"))
        .withMessageContaining("end bench a");
  }
}

package dev.percheron.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void a_share_of_the_raw_limit_is_met_or_missed() {
    assertThat(Figure.rate("x", 30, 100).atLeast(0.30).target().orElseThrow().met()).isTrue();
    assertThat(Figure.rate("x", 29, 100).atLeast(0.30).target().orElseThrow().met()).isFalse();
  }

  @Test
  void a_difference_to_raw_is_met_or_missed() {
    var figure = new Figure("x", "ns", 2_300, Optional.of(300.0), Optional.empty());

    assertThat(figure.atMostOver(2_000).target().orElseThrow().met()).isTrue();
    assertThat(figure.atMostOver(1_999).target().orElseThrow().met()).isFalse();
  }

  @Test
  void the_round_that_warms_up_does_not_count() {
    var samples = new Samples();
    List.of(1000.0, 3.0, 1.0, 2.0).forEach(value -> samples.add("x", value));

    assertThat(samples.median("x")).isEqualTo(2.0);
  }

  @Test
  void a_page_says_what_was_missed() {
    var page =
        Page.of(
            List.of(Figure.rate("drain", 10, 100).atLeast(0.30)),
            new Setting(2, "Linux", "25", "Parallel", "3"),
            5);

    assertThat(page)
        .contains("| drain | 1/s | 10.00 | 100 | 0.10 | at least 30 % of raw | missed |");
  }
}

package dev.percheron.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobState.Move;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateMachineTest {
  private static final Path PAGE = Path.of("..", "docs", "state-machine.md");

  @Test
  void the_page_says_what_the_code_does() throws IOException {
    var text = StateMachinePage.text();

    if (Boolean.getBoolean("percheron.print")) {
      Files.writeString(PAGE, text);
    }

    assertThat(PAGE).hasContent(text);
  }

  @Test
  void a_state_may_become_what_a_move_says_and_nothing_else() {
    for (var from : JobState.values()) {
      var next = EnumSet.noneOf(JobState.class);
      for (var move : Move.values()) {
        if (move.from() == from) {
          next.add(move.to());
        }
      }

      for (var to : JobState.values()) {
        assertThat(from.mayBecome(to)).as(from + " to " + to).isEqualTo(next.contains(to));
      }
    }
  }

  @Test
  void success_is_final() {
    for (var state : JobState.values()) {
      assertThat(JobState.SUCCEEDED.mayBecome(state)).isFalse();
    }
  }

  @Test
  void a_job_that_ended_moves_only_to_ready() {
    for (var move : Move.values()) {
      if (move.from().isEnd()) {
        assertThat(move.to()).isEqualTo(JobState.READY);
      }
    }
  }

  @Test
  void every_unfinished_state_can_come_to_an_end_and_no_other_is_unfinished() {
    for (var state : JobState.values()) {
      assertThat(JobState.unfinished().contains(state)).isEqualTo(!state.isEnd());
    }
    assertThat(JobState.unfinished())
        .allMatch(state -> state.mayBecome(JobState.CANCELLED) || state.isEnd());
  }

  @Test
  void a_settlement_leads_where_a_move_from_running_leads() {
    var failure = Failure.of("a.B", "c");
    var settlements =
        List.of(
            new Settlement.Done("null"),
            new Settlement.Retry(Duration.ZERO, failure),
            new Settlement.Retry(Duration.ofSeconds(1), failure),
            new Settlement.Fail(failure),
            new Settlement.Cancel("r"),
            new Settlement.Expire(),
            new Settlement.Snooze(Duration.ZERO),
            new Settlement.GiveBack());

    assertThat(settlements).allMatch(one -> JobState.RUNNING.mayBecome(one.next()));
    assertThat(settlements)
        .extracting(Settlement::next)
        .containsExactly(
            JobState.SUCCEEDED,
            JobState.READY,
            JobState.SCHEDULED,
            JobState.FAILED,
            JobState.CANCELLED,
            JobState.EXPIRED,
            JobState.SCHEDULED,
            JobState.READY);
  }
}

package dev.percheron.checks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.checks.crash.Entry.Blow;
import org.junit.jupiter.api.Test;

/** The rules about how many may run at the same time, each broken once by a made-up run. */
class LimitRulesTest {
  private final Story story = new Story();

  @Test
  void as_many_as_may_are_fine() {
    story
        .ran(Kind.SLOW, 1, 1, 0, 100)
        .ran(Kind.SLOW, 2, 2, 50, 150)
        .ran(Kind.SLOW, 3, 1, 100, 200)
        .ran(Kind.PLAIN, 4, 1, 0, 200);

    assertThat(story.beyond(Kind.SLOW, 2)).isEmpty();
  }

  @Test
  void more_than_may_in_all_workers_are_found() {
    story.ran(Kind.SLOW, 1, 1, 0, 100).ran(Kind.SLOW, 2, 2, 50, 150).ran(Kind.SLOW, 3, 1, 99, 200);

    assertThat(story.beyond(Kind.SLOW, 2))
        .containsExactly("3 jobs of kind SLOW ran at the same time under live claims, 2 may");
  }

  @Test
  void what_runs_on_although_its_claim_is_gone_makes_room_for_another() {
    story
        .ran(Kind.SLOW, 1, 1, 0, 900)
        .struck(Blow.FREEZE, 1, 100)
        .struck(Blow.THAW, 1, 800)
        .began(Kind.SLOW, 2, 2, 0)
        .struck(Blow.KILL, 2, 100)
        .ran(Kind.SLOW, 3, 3, 0, 900)
        .leaseLost(3, 100)
        .ran(Kind.SLOW, 4, 4, 100, 200);

    assertThat(story.beyond(Kind.SLOW, 3)).isEmpty();
    assertThat(story.beyond(Kind.SLOW, 2)).hasSize(1);
  }

  @Test
  void a_process_that_runs_more_than_its_queue_allows_is_found() {
    for (int i = 1; i <= 8; i++) {
      story.ran(Kind.SLOW, i, 1, 0, 100);
    }
    assertThat(story.beyond(Kind.PLAIN, 1)).isEmpty();

    story.ran(Kind.SLOW, 9, 1, 50, 100);

    assertThat(story.beyond(Kind.PLAIN, 1))
        .containsExactly("process 1 ran 9 jobs of queue 'slow' at the same time, 8 may");
  }

  @Test
  void the_checker_of_a_run_looks_at_it() {
    for (int i = 1; i <= 9; i++) {
      story.ran(Kind.SLOW, i, 1, 0, 100);
    }

    assertThat(story.violations())
        .contains("process 1 ran 9 jobs of queue 'slow' at the same time, 8 may");
  }
}

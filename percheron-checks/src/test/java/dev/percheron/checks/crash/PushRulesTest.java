package dev.percheron.checks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobState;
import dev.percheron.checks.crash.Entry.Blow;
import dev.percheron.checks.crash.Kind.End;
import org.junit.jupiter.api.Test;

/** The rules about pushes and unique keys, each broken once by a made-up run. */
class PushRulesTest {
  @Test
  void an_acknowledged_push_that_is_not_there_is_found() {
    var story = Story.ofOneJob().pushed(2, 2, 101);

    assertThat(story.violations())
        .containsExactly("push 2 was acknowledged as job 101, which is not there");
  }

  @Test
  void an_acknowledged_push_that_became_another_job_is_found() {
    var story = Story.ofOneJob().pushed(2, 2, 100);

    assertThat(story.violations())
        .containsExactly("push 2 was acknowledged as job 100, which is not there");
  }

  @Test
  void a_refused_push_that_is_stored_is_found() {
    assertThat(Story.ofOneJob().refused(1).violations())
        .containsExactly("push 1 was refused and is stored");
  }

  @Test
  void a_job_that_has_not_ended_is_found() {
    var story = new Story().pushed(1, 1, 100).stored(100, 1, Kind.PLAIN, JobState.RUNNING);

    assertThat(story.violations()).containsExactly("job 100 (PLAIN) is RUNNING and not SUCCEEDED");
  }

  @Test
  void a_job_that_ended_otherwise_than_it_should_is_found() {
    var story =
        new Story()
            .pushed(1, 1, 100)
            .struck(Blow.KILL, 1, 1)
            .stored(100, 1, Kind.PLAIN, JobState.FAILED, "lost 1");

    assertThat(story.violations()).containsExactly("job 100 (PLAIN) is FAILED and not SUCCEEDED");
  }

  @Test
  void a_job_that_nobody_pushed_is_found() {
    var story =
        Story.ofOneJob()
            .ran(101, 1, 7, 1, 1_000, 2_000, End.RETURNED)
            .stored(101, 2, Kind.PLAIN, "succeeded 1");

    assertThat(story.violations()).containsExactly("job 101 has the number 2, which nobody pushed");
  }

  @Test
  void a_push_that_is_stored_twice_is_found() {
    var story =
        Story.ofOneJob()
            .ran(101, 1, 7, 1, 1_000, 2_000, End.RETURNED)
            .stored(101, 1, Kind.PLAIN, "succeeded 1");

    assertThat(story.violations()).containsExactly("push 1 is stored 2 times");
  }

  @Test
  void a_batch_that_is_stored_in_part_is_found() {
    var story = Story.ofOneJob().announced(2, 1, History.NO_KEY);

    assertThat(story.violations()).containsExactly("batch 1 is stored in part");
  }

  @Test
  void a_batch_that_was_not_acknowledged_may_be_missing_as_a_whole() {
    var story = Story.ofOneJob().announced(2, 2, History.NO_KEY).announced(3, 2, History.NO_KEY);

    assertThat(story.violations()).isEmpty();
  }

  @Test
  void two_unfinished_jobs_with_one_unique_key_are_found() {
    assertThat(new Story().keyed(100, 1, 1, 5).keyed(101, 2, 5, 9).violations()).isEmpty();
    assertThat(new Story().keyed(100, 1, 1, 5).keyed(101, 2, 4, 9).violations())
        .containsExactly(
            "jobs 100 and 101 were unfinished at the same time under the unique key key");
  }

  @Test
  void a_push_that_joined_a_job_with_its_key_is_fine_and_one_that_joined_another_is_found() {
    var story = new Story().keyed(100, 1, 1, 5);

    assertThat(story.announced(2, 2, "key").acked(2, 100, false).violations()).isEmpty();
    assertThat(story.announced(3, 3, "other").acked(3, 100, false).violations())
        .containsExactly("push 3 was acknowledged as job 100, which is not there");
  }
}

package dev.percheron.checks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobState;
import dev.percheron.checks.crash.Entry.Answer;
import dev.percheron.checks.crash.Entry.Blow;
import dev.percheron.checks.crash.Kind.End;
import dev.percheron.checks.crash.StoreContent.StoredAttempt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules about attempts and overlaps, each broken once by a made-up run. */
class HistoryCheckerTest {
  @Test
  void a_run_in_which_every_promise_was_kept_is_fine() {
    assertThat(Story.ofOneJob().violations()).isEmpty();
    assertThat(Story.ofAFreeze().violations()).isEmpty();
  }

  @Test
  void a_job_that_is_started_twice_under_one_claim_is_found() {
    var story = Story.ofOneJob().started(100, 1, 5, 1, 1_100);

    assertThat(story.violations()).contains("job 100 was started 2 times under claim 5");
  }

  @Test
  void attempts_that_are_not_numbered_in_order_are_found() {
    var story =
        new Story()
            .pushed(1, 1, 100)
            .ran(100, 2, 5, 1, 1_000, 2_000, End.RETURNED)
            .put(
                100,
                1,
                Kind.PLAIN,
                JobState.SUCCEEDED,
                List.of(new StoredAttempt(2, "succeeded", 1)),
                2);

    assertThat(story.violations()).containsExactly("job 100 has used 2 attempts and keeps [2]");
  }

  @Test
  void a_number_that_comes_back_after_it_was_counted_is_found() {
    var story =
        new Story()
            .pushed(1, 1, 100)
            .ran(100, 1, 5, 1, 1_000, 2_000, End.THREW)
            .answered(100, 1, 5, Answer.RETRYING, 1, 2_010)
            .ran(100, 1, 6, 1, 3_000, 4_000, End.RETURNED)
            .stored(100, 1, Kind.FLAKY, "succeeded 1");

    assertThat(story.violations())
        .containsExactly(
            "job 100: attempt 1 under claim 5 in process 1 is followed by"
                + " attempt 1 under claim 6 in process 1");
  }

  @Test
  void a_number_that_comes_back_after_its_process_was_killed_is_fine() {
    var story =
        new Story()
            .pushed(1, 1, 100)
            .started(100, 1, 5, 1, 1_000)
            .struck(Blow.KILL, 1, 1_500)
            .ran(100, 1, 6, 2, 3_000, 4_000, End.RETURNED)
            .stored(100, 1, Kind.PLAIN, "succeeded 2");

    assertThat(story.violations()).isEmpty();
  }

  @Test
  void a_number_that_shrinks_is_found() {
    var story =
        new Story()
            .pushed(1, 1, 100)
            .started(100, 2, 5, 1, 1_000)
            .struck(Blow.KILL, 1, 1_500)
            .ran(100, 1, 6, 2, 3_000, 4_000, End.RETURNED)
            .stored(100, 1, Kind.PLAIN, "succeeded 2");

    assertThat(story.violations())
        .contains(
            "job 100: attempt 2 under claim 5 in process 1 is followed by"
                + " attempt 1 under claim 6 in process 2");
  }

  @Test
  void a_start_beyond_what_the_store_counts_is_found() {
    var story = Story.ofOneJob().struck(Blow.KILL, 2, 900).started(100, 2, 4, 2, 500);

    assertThat(story.violations())
        .contains(
            "job 100 has used 1 attempts, and there was attempt 2 under claim 4 in process 2");
  }

  @Test
  void more_attempts_than_the_policy_allows_are_found() {
    var story = new Story().pushed(1, 1, 100).struck(Blow.KILL, 1, 1);

    assertThat(
            story
                .stored(100, 1, Kind.HOPELESS, "lost 1", "lost 1", "lost 1", "lost 1")
                .violations())
        .containsExactly("job 100 has used 4 attempts, its policy allows 3");
  }

  @Test
  void a_lost_attempt_of_a_worker_that_was_never_struck_is_found() {
    var story =
        new Story()
            .pushed(1, 1, 100)
            .ran(100, 2, 6, 2, 5_000, 9_000, End.RETURNED)
            .stored(100, 1, Kind.PLAIN, "lost 1", "succeeded 2");

    assertThat(story.violations())
        .containsExactly(
            "job 100: nothing explains that attempt 1, by worker 1, is stored as lost");
  }

  @Test
  void a_failure_that_no_handler_threw_is_found() {
    var story =
        new Story()
            .pushed(1, 1, 100)
            .ran(100, 1, 5, 1, 1_000, 2_000, End.RETURNED)
            .ran(100, 2, 6, 2, 5_000, 9_000, End.RETURNED)
            .stored(100, 1, Kind.FLAKY, "failed 1", "succeeded 2");

    assertThat(story.violations())
        .containsExactly(
            "job 100: nothing explains that attempt 1, by worker 1, is stored as failed");
  }

  @Test
  void a_success_that_another_process_had_is_found() {
    var story =
        new Story()
            .pushed(1, 1, 100)
            .ran(100, 1, 5, 1, 1_000, 2_000, End.RETURNED)
            .stored(100, 1, Kind.PLAIN, "succeeded 2");

    assertThat(story.violations())
        .containsExactly(
            "job 100: nothing explains that attempt 1, by worker 2, is stored as succeeded");
  }

  @Test
  void a_success_without_a_handler_that_returned_is_found() {
    var story = new Story().pushed(1, 1, 100).stored(100, 1, Kind.PLAIN, "succeeded 1");

    assertThat(story.violations())
        .contains("job 100 is stored as succeeded, and no attempt returned");
  }

  @Test
  void an_attempt_after_the_job_had_ended_is_found() {
    var story = Story.ofOneJob().struck(Blow.KILL, 2, 4_000).started(100, 1, 6, 2, 3_000);

    assertThat(story.violations())
        .contains(
            "job 100 had ended with attempt 1 under claim 5 in process 1, and there was"
                + " attempt 1 under claim 6 in process 2");
  }

  @Test
  void two_attempts_at_the_same_time_under_live_claims_are_found() {
    var story =
        new Story()
            .pushed(1, 1, 100)
            .ran(100, 1, 5, 1, 1_000, 3_000, End.STOPPED)
            .ran(100, 1, 6, 2, 2_000, 4_000, End.RETURNED)
            .stored(100, 1, Kind.PLAIN, "succeeded 2");

    assertThat(story.violations())
        .containsExactly(
            "job 100: attempt 1 under claim 5 in process 1 was running under a live claim when"
                + " attempt 1 under claim 6 in process 2 began");
  }

  @Test
  void a_process_that_is_killed_only_later_does_not_excuse_an_overlap() {
    var story =
        new Story()
            .pushed(1, 1, 100)
            .started(100, 1, 5, 1, 1_000)
            .ran(100, 2, 6, 2, 2_000, 4_000, End.RETURNED)
            .struck(Blow.KILL, 1, 2_500)
            .stored(100, 1, Kind.PLAIN, "lost 1", "succeeded 2");

    assertThat(story.violations()).singleElement().asString().contains("under a live claim");
  }

  @Test
  void a_worker_that_was_cut_off_and_noticed_in_time_is_fine() {
    var story =
        new Story()
            .pushed(1, 1, 100)
            .struck(Blow.CUT, 0, 500)
            .ran(100, 1, 5, 1, 1_000, 2_100, End.STOPPED)
            .leaseLost(1, 1_900)
            .ran(100, 2, 6, 2, 2_000, 4_000, End.RETURNED)
            .stored(100, 1, Kind.PLAIN, "lost 1", "succeeded 2");

    assertThat(story.violations()).isEmpty();
  }

  @Test
  void a_worker_that_was_cut_off_and_noticed_only_when_others_went_on_is_found() {
    var story =
        new Story()
            .pushed(1, 1, 100)
            .struck(Blow.CUT, 0, 500)
            .ran(100, 1, 5, 1, 1_000, 6_050, End.STOPPED)
            .leaseLost(1, 6_000)
            .struck(Blow.MEND, 0, 6_000)
            .ran(100, 2, 6, 2, 2_000, 4_000, End.RETURNED)
            .stored(100, 1, Kind.PLAIN, "lost 1", "succeeded 2");

    assertThat(story.violations()).singleElement().asString().contains("under a live claim");
  }

  @Test
  void a_crash_of_the_store_does_not_excuse_an_overlap() {
    var story =
        new Story()
            .pushed(1, 1, 100)
            .struck(Blow.STOP_STORE, 0, 500)
            .struck(Blow.START_STORE, 0, 900)
            .ran(100, 1, 5, 1, 1_000, 3_000, End.STOPPED)
            .ran(100, 1, 6, 2, 2_000, 4_000, End.RETURNED)
            .stored(100, 1, Kind.PLAIN, "succeeded 2");

    assertThat(story.violations()).singleElement().asString().contains("under a live claim");
  }

  @Test
  void a_frozen_worker_whose_late_end_had_an_effect_is_found() {
    var story = Story.ofAFreeze().answered(100, 1, 5, Answer.RETRYING, 1, 8_060);

    assertThat(story.violations())
        .containsExactly(
            "job 100: attempt 1 under claim 5 in process 1 was written although"
                + " attempt 2 under claim 6 in process 2 had begun before it ended");
  }

  @Test
  void a_worker_that_goes_on_without_its_lease_is_found() {
    var story =
        Story.ofOneJob().ran(101, 1, 7, 1, 20_000, 40_000, End.STOPPED).leaseLost(1, 21_000);

    assertThat(story.violations())
        .containsExactly(
            "job 101: attempt 1 under claim 7 in process 1 went on for 5 s after its worker had"
                + " lost its lease");
  }

  @Test
  void what_the_store_itself_finds_wrong_is_told() {
    assertThat(Story.ofOneJob().problem("job 3 is in two places").violations())
        .containsExactly("the store: job 3 is in two places");
  }
}

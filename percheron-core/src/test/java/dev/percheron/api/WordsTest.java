package dev.percheron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The small words: what they refuse, cut and copy. */
class WordsTest {
  @Test
  void limits_have_bounds_and_say_what_they_need() {
    var limits = Limits.NONE.time(Duration.ofMillis(1)).memory(1L << 20).cpu(Duration.ofDays(366));

    assertThat(limits.needs())
        .containsExactlyInAnyOrder(
            Capability.TIME_LIMIT, Capability.MEMORY_LIMIT, Capability.CPU_LIMIT);
    assertThat(Limits.NONE.needs()).isEmpty();
    refused(() -> Limits.NONE.time(Duration.ZERO), "time limit", "PT0S");
    refused(() -> Limits.NONE.time(Duration.ofMillis(-5)), "time limit");
    refused(() -> Limits.NONE.time(Duration.ofDays(367)), "366 days");
    refused(() -> Limits.NONE.cpu(Duration.ofNanos(1)), "CPU time");
    refused(() -> Limits.NONE.memory((1L << 20) - 1), "1 MiB", "1048575");
    refused(() -> Limits.NONE.memory(Long.MIN_VALUE), "1 MiB");
  }

  @Test
  void a_queue_has_bounds() {
    assertThat(Queue.named("q").concurrency(Queue.MOST_CONCURRENCY).concurrency())
        .hasValue(100_000);
    refused(() -> Queue.named("q").concurrency(0), "concurrency", "0");
    refused(() -> Queue.named("q").concurrency(100_001), "100001");
    refused(() -> Queue.named("q").keepSucceeded(Duration.ofMillis(-1)), "3660 days");
    refused(() -> Queue.named("q").keepSucceeded(Duration.ofDays(3661)), "3660 days");
    refused(() -> Queue.named("a\nb"), "queue name");
    refused(() -> Queue.named("q").executor("a\u001bb"), "executor name");
    refused(() -> Queue.named("q").executor("x", Map.of("", "1")), "option name");
    refused(() -> Queue.named("q").tags("gpu", " "), "tag name");
    refused(() -> Queue.named("q").tags("abcdefghijklmnopq".split("")), "at most 16 tags");
  }

  @Test
  void the_methods_of_a_queue_change_one_thing_each() {
    var queue =
        Queue.named("q")
            .executor("threads", Map.of("a", "1"))
            .concurrency(3)
            .keepSucceeded(Duration.ZERO)
            .tags("gpu");

    assertThat(queue.concurrency(4))
        .isEqualTo(
            new Queue(
                "q", "threads", Map.of("a", "1"), OptionalInt.of(4), Duration.ZERO, Set.of("gpu")));
    assertThat(queue.executor("loop").options()).isEmpty();
    assertThat(queue.executor("loop").concurrency()).hasValue(3);
  }

  @Test
  void a_filter_has_bounds() {
    refused(() -> JobFilter.NEWEST.limit(0), "1 to 1000");
    refused(() -> JobFilter.NEWEST.limit(1_001), "1001");
    assertThat(
            JobFilter.NEWEST
                .in(JobState.READY)
                .queue("q")
                .handler("h")
                .after(new JobId(7))
                .limit(3))
        .isEqualTo(
            new JobFilter(
                Set.of(JobState.READY),
                Optional.of("q"),
                Optional.of("h"),
                Optional.of(new JobId(7)),
                3));
  }

  @Test
  void a_job_id_is_a_positive_number_and_reads_what_it_writes() {
    assertThat(JobId.parse(new JobId(Long.MAX_VALUE).toString()))
        .isEqualTo(new JobId(Long.MAX_VALUE));
    assertThat(new JobId(2)).isGreaterThan(new JobId(1));
    refused(() -> new JobId(0), "positive");
    for (var text : List.of("", "-1", "0", "1.5", "0x1", "9223372036854775808", "one\u001b[2J")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JobId.parse(text))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b"));
    }
  }

  @Test
  void a_spec_has_bounds_and_copies_its_metadata() {
    refused(() -> JobSpec.of("h", "q", "[]").priority(101), "-100 to 100", "101");
    refused(() -> JobSpec.of("h", "q", "[]").priority(-101), "-101");
    var metadata = new HashMap<>(Map.of("a", "1"));
    var spec = JobSpec.of("h", "q", "[]").metadata(metadata);

    metadata.clear();

    assertThat(spec.metadata()).containsEntry("a", "1");
  }

  @Test
  void options_and_delays_have_bounds() {
    refused(() -> JobOptions.DEFAULT.keepResult(Duration.ofMillis(-1)), "366 days");
    refused(() -> JobOptions.DEFAULT.keepResult(Duration.ofDays(367)), "366 days");
    refused(() -> new Due.After(Duration.ofMillis(-1)), "3660 days");
    refused(() -> new Due.After(Duration.ofDays(3661)), "3660 days");
  }

  @Test
  void a_log_line_and_a_message_are_cut() {
    assertThat(new LogLine(1, Instant.EPOCH, "x".repeat(5_000)).text())
        .hasSize(LogLine.MAX_LENGTH)
        .endsWith("…");
    assertThat(new Progress(1, 2, "x".repeat(5_000)).message()).hasSize(Progress.MAX_MESSAGE);
    refused(() -> new Progress(-1, 0, ""), "-1/0");
    refused(() -> new Progress(0, -1, ""), "0/-1");
  }

  @Test
  void a_worker_copies_its_reports() {
    var reports = new ArrayList<WorkerStatus.QueueReport>();
    var worker =
        new WorkerStatus(new WorkerId(1), "n", "h", 1, Instant.EPOCH, Instant.EPOCH, reports);

    reports.add(new WorkerStatus.QueueReport("q", "virtual", 1, 0, 0, ""));

    assertThat(worker.queues()).isEmpty();
  }

  @Test
  void every_outcome_has_a_word_of_its_own() {
    var failure = Failure.of("a.B", "c");
    List<Outcome> outcomes =
        List.of(
            Outcome.Succeeded.NOTHING,
            new Outcome.Failed(failure),
            new Outcome.TimedOut(failure, Rung.KILL),
            new Outcome.Cancelled("r", Rung.TOKEN),
            new Outcome.Crashed(failure),
            new Outcome.Expired(),
            new Outcome.Lost(failure),
            new Outcome.Snoozed(Duration.ZERO),
            new Outcome.NotStarted("r"));

    assertThat(outcomes).extracting(Outcome::word).doesNotHaveDuplicates();
    assertThat(outcomes).hasSize(Outcome.class.getPermittedSubclasses().length);
  }

  @Test
  void a_start_deadline_has_passed_only_after_it() {
    var deadline = Instant.parse("2026-01-01T00:00:00Z");
    var spec = JobSpec.of("h", "q", "[]").startBy(deadline);
    var attempt = new Attempt(new JobId(1), 1, new ClaimId(1), spec, Instant.EPOCH);

    assertThat(attempt.isExpired(deadline)).isFalse();
    assertThat(attempt.isExpired(deadline.plusNanos(1))).isTrue();
  }

  private static void refused(Runnable what, String... says) {
    assertThatIllegalArgumentException()
        .isThrownBy(what::run)
        .satisfies(e -> assertThat(e.getMessage()).contains(says));
  }
}

package dev.percheron.cli.demo;

import dev.percheron.api.Job;
import dev.percheron.api.JobState;
import dev.percheron.cli.talk.Cell;
import dev.percheron.cli.talk.Column;
import dev.percheron.cli.talk.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of the jobs of one queue, and how long it took.
 *
 * @param part the queue and its executor
 * @param jobs its jobs of this run
 */
record QueueLine(Part part, List<Job> jobs) {
  /** The closing table. */
  static final Table<QueueLine> TABLE =
      new Table<>(
          new Column<>("queue", line -> Cell.text(line.part().queue())),
          new Column<>("executor", line -> Cell.text(line.part().executor())),
          new Column<>("jobs", line -> Cell.number(line.jobs().size())),
          new Column<>("succeeded", line -> Cell.number(line.count(JobState.SUCCEEDED))),
          new Column<>("failed", line -> Cell.number(line.count(JobState.FAILED))),
          new Column<>("cancelled", line -> Cell.number(line.count(JobState.CANCELLED))),
          new Column<>("retried", line -> Cell.number(line.retried())),
          new Column<>("p50 wait", line -> Cell.span(percentile(line.waits(), 50))),
          new Column<>("p99 wait", line -> Cell.span(percentile(line.waits(), 99))),
          new Column<>("p50 run", line -> Cell.span(percentile(line.runs(), 50))),
          new Column<>("p99 run", line -> Cell.span(percentile(line.runs(), 99))),
          new Column<>("jobs/s", QueueLine::rate));

  long count(JobState state) {
    return jobs.stream().filter(job -> job.state() == state).count();
  }

  /** How many needed more than one attempt, or got them without success. */
  long retried() {
    return jobs.stream().filter(job -> job.status().attempts() > 1).count();
  }

  /** From push to start. Of a job with several attempts only the last start is known: left out. */
  private Stream<Duration> waits() {
    return jobs.stream()
        .filter(job -> job.status().attempts() == 1)
        .flatMap(job -> between(Optional.of(job.createdAt()), job.status().startedAt()));
  }

  /** Of the last attempt. */
  private Stream<Duration> runs() {
    return jobs.stream()
        .flatMap(job -> between(job.status().startedAt(), job.status().finishedAt()));
  }

  private static Stream<Duration> between(Optional<Instant> from, Optional<Instant> to) {
    return from.isPresent() && to.isPresent()
        ? Stream.of(Duration.between(from.orElseThrow(), to.orElseThrow()))
        : Stream.empty();
  }

  /** By nearest rank; empty without values. */
  static Optional<Duration> percentile(Stream<Duration> values, int percent) {
    var sorted = values.map(QueueLine::notNegative).sorted().toList();
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(Math.max(0, rank - 1)));
  }

  /** The two moments may come from clocks that differ by a hair. */
  private static Duration notNegative(Duration length) {
    return length.isNegative() ? Duration.ZERO : length;
  }

  /** From the first push to the last end. */
  private static Cell rate(QueueLine line) {
    var first = line.jobs().stream().map(Job::createdAt).min(Comparator.naturalOrder());
    var last =
        line.jobs().stream()
            .flatMap(job -> job.status().finishedAt().stream())
            .max(Comparator.naturalOrder());
    return between(first, last)
        .filter(length -> length.isPositive())
        .findFirst()
        .<Cell>map(length -> new Cell.Rate(line.jobs().size() * 1e9 / length.toNanos()))
        .orElse(Cell.none());
  }
}

package dev.percheron.cli.jobs;

import dev.percheron.api.AttemptRecord;
import dev.percheron.api.Durations;
import dev.percheron.api.Failure;
import dev.percheron.api.Job;
import dev.percheron.api.JobSpec;
import dev.percheron.api.JobStatus;
import dev.percheron.api.RetryPolicy;
import dev.percheron.cli.talk.Ago;
import dev.percheron.cli.talk.Cell;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Shown;
import dev.percheron.cli.talk.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** One job on a page, for people. All text of the job is escaped on its way out. */
final class JobPage {
  private static final int LABEL = 12;

  private final Console console;
  private final Style style;
  private final Instant now;

  JobPage(Console console) {
    this.console = console;
    this.style = console.outStyle();
    this.now = console.time().instant();
  }

  void print(JobStory story) {
    var job = story.job();
    printSpec(job);
    printStatus(job.status());
    story.attempts().forEach(this::printAttempt);
    if (story.attempts().isEmpty()) {
      job.status().failure().ifPresent(this::printFailure);
    }
    if (!story.log().isEmpty()) {
      console.print("");
      console.print(style.bold("log"));
      story
          .log()
          .forEach(line ->
              console.print(
                  "  %s  %d  %s".formatted(line.at(), line.attempt(), Shown.line(line.text()))));
    }
  }

  private void printSpec(Job job) {
    var spec = job.spec();
    field("id", job.id().toString());
    console.print(
        label("state")
            + style.state(job.state(), Cell.word(job.state()))
            + style.dim(" – " + job.state().meaning()));
    field("handler", spec.handler());
    field("arguments", spec.arguments());
    field(
        "queue",
        spec.priority() == 0 ? spec.queue() : spec.queue() + ", priority " + spec.priority());
    field("created", moment(job.createdAt()));
    job.uniqueKey().ifPresent(key -> field("unique", key));
    spec.startDeadline().ifPresent(at -> field("start by", moment(at)));
    field("retries", retries(spec.options().retry()));
    printLimits(spec);
    new TreeMap<>(spec.metadata()).forEach((key, value) -> field("metadata", key + " = " + value));
  }

  private void printLimits(JobSpec spec) {
    var limits = spec.options().limits();
    limits.time().ifPresent(time -> field("time limit", Durations.shown(time)));
    limits.memory().ifPresent(bytes -> field("memory limit", bytes + " bytes"));
    limits.cpu().ifPresent(time -> field("CPU limit", Durations.shown(time)));
  }

  private void printStatus(JobStatus status) {
    field("attempts", Integer.toString(status.attempts()));
    status.dueAt().ifPresent(at -> field("due", moment(at)));
    status.worker().ifPresent(worker -> field("worker", worker.toString()));
    status.startedAt().ifPresent(at -> field("started", moment(at)));
    status.finishedAt().ifPresent(at -> field("finished", moment(at)));
    status.progress().ifPresent(progress -> field("progress", JobColumns.text(progress)));
    status.result().ifPresent(result -> field("result", result));
  }

  private void printAttempt(AttemptRecord attempt) {
    console.print("");
    console.print(
        style.bold("attempt " + attempt.number())
            + "  %s by worker %s, ended %s%s"
                .formatted(
                    Shown.line(attempt.outcome()),
                    attempt.worker(),
                    moment(attempt.finishedAt()),
                    attempt.startedAt().map(at -> ran(at, attempt.finishedAt())).orElse("")));
    attempt.failure().ifPresent(this::printFailure);
  }

  private void printFailure(Failure failure) {
    console.print("  " + style.bad(Shown.line(failure.type())));
    indented(failure.message());
    indented(failure.stack());
  }

  private void indented(String text) {
    text.lines().forEach(line -> console.print("    " + Shown.lines(line)));
  }

  private void field(String name, String value) {
    console.print(label(name) + Shown.line(value));
  }

  private String label(String name) {
    return style.dim(name + " ".repeat(Math.max(1, LABEL + 1 - name.length())));
  }

  private String moment(Instant at) {
    return console.terminal().out() ? at + " (" + Ago.of(at, now) + ")" : at.toString();
  }

  private static String ran(Instant from, Instant to) {
    return " after " + Durations.shown(Duration.between(from, to));
  }

  private static String retries(RetryPolicy retry) {
    return retry.maxAttempts() == 1
        ? "none"
        : "up to %d attempts, %s apart, at most %s"
            .formatted(
                retry.maxAttempts(),
                retry.multiplier() == 1
                    ? Durations.shown(retry.firstDelay())
                    : Durations.shown(retry.firstDelay()) + " × " + retry.multiplier(),
                Durations.shown(retry.maxDelay()));
  }
}

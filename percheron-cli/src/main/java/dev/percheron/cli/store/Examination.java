package dev.percheron.cli.store;

import dev.percheron.Operations;
import dev.percheron.api.Durations;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobState;
import dev.percheron.api.QueueStatus;
import dev.percheron.api.WorkerId;
import dev.percheron.api.WorkerStatus;
import dev.percheron.api.WorkerStatus.QueueReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code doctor} looks at, at one moment. */
final class Examination {
  private final Operations operations;
  private final Instant now;
  private final Duration patience;
  private final List<QueueStatus> queues;
  private final List<WorkerStatus> alive;
  private final List<Finding> findings = new ArrayList<>();

  /** Looks at {@code now}; a job that has been ready for longer than {@code patience} is wrong. */
  Examination(Operations operations, Instant now, Duration patience) {
    this.operations = operations;
    this.now = now;
    this.patience = patience;
    this.queues = operations.queues();
    this.alive =
        operations.workers().stream().filter(worker -> worker.leaseUntil().isAfter(now)).toList();
  }

  /** All that is to be said. */
  List<Finding> findings() {
    lookAtRows();
    operations.remarks().forEach(remark -> findings.add(Finding.of(remark)));
    lookAtWorkers();
    lookAtLostJobs();
    alive.forEach(worker -> worker.queues().forEach(report -> lookAt(worker, report)));
    queues.forEach(this::lookAt);
    return findings;
  }

  private void lookAtRows() {
    var problems = operations.problems();
    problems.forEach(problem ->
        findings.add(
            Finding.wrong(
                problem,
                "this is a defect of Percheron or of the disk: keep a copy of the database and"
                    + " report it")));
    if (problems.isEmpty()) {
      findings.add(Finding.good("the rows agree with each other"));
    }
  }

  private void lookAtWorkers() {
    long waiting = queues.stream().mapToLong(Examination::waiting).sum();
    if (!alive.isEmpty()) {
      findings.add(
          Finding.good(
              alive.size() == 1 ? "1 worker is alive" : alive.size() + " workers are alive"));
    } else if (waiting == 0) {
      findings.add(
          Finding.note("no worker is alive, and nothing waits for one", "percheron worker"));
    } else {
      findings.add(
          Finding.wrong(
              "no worker is alive, and %d jobs wait".formatted(waiting),
              "start one: percheron worker --jar YOUR-JOBS.jar"));
    }
  }

  private void lookAtLostJobs() {
    Set<WorkerId> living = alive.stream().map(WorkerStatus::id).collect(Collectors.toSet());
    long lost =
        operations.jobs(JobFilter.NEWEST.limit(JobFilter.MOST).in(JobState.RUNNING)).stream()
            .filter(job -> job.status().worker().map(id -> !living.contains(id)).orElse(false))
            .count();
    if (lost > 0) {
      findings.add(
          Finding.wrong(
              "%d running jobs belong to workers that are gone".formatted(lost),
              alive.isEmpty()
                  ? "start a worker, it rescues them: percheron worker"
                  : "a living worker rescues them within seconds; look again soon"));
    }
  }

  private void lookAt(WorkerStatus worker, QueueReport report) {
    if (!report.trouble().isEmpty()) {
      findings.add(
          Finding.wrong(
              "worker %s (%s) takes nothing of queue '%s': %s"
                  .formatted(worker.id(), worker.name(), report.queue(), report.trouble()),
              "put right what it names, then it goes on by itself; a worker with stuck threads wants a restart"));
    }
    if (report.stuck() > 0) {
      findings.add(
          Finding.wrong(
              "%d threads of queue '%s' in worker %s (%s) go on although their attempts were ended"
                  .formatted(report.stuck(), report.queue(), worker.id(), worker.name()),
              "its handlers ignore interrupts: have them ask JobContext.isCancelled(); restart the worker to be rid of them"));
    }
  }

  private void lookAt(QueueStatus status) {
    var name = status.queue().name();
    if (status.isPaused(now)) {
      lookAtPaused(status);
    } else if (status.counts().ready() > 0 && !alive.isEmpty()) {
      lookAtWaiting(status);
    }
    if (status.counts().failed() > 0) {
      findings.add(
          Finding.note(
              "queue '%s' keeps %d failed jobs".formatted(name, status.counts().failed()),
              "percheron jobs list --state failed --queue " + name));
    }
  }

  private void lookAtPaused(QueueStatus status) {
    findings.add(
        Finding.note(
            "queue '%s' is paused with %d jobs waiting"
                .formatted(status.queue().name(), waiting(status)),
            "percheron queues resume " + status.queue().name()));
  }

  private void lookAtWaiting(QueueStatus status) {
    var name = status.queue().name();
    boolean served =
        alive.stream().flatMap(w -> w.queues().stream()).anyMatch(r -> r.queue().equals(name));
    if (!served) {
      findings.add(
          Finding.wrong(
              "%d jobs of queue '%s' are ready, and no living worker serves it"
                  .formatted(status.counts().ready(), name),
              "percheron worker --queues " + name));
    } else if (status.oldestReady().map(age -> age.compareTo(patience) > 0).orElse(false)) {
      findings.add(
          Finding.wrong(
              "the job at the head of queue '%s' has been ready for %s"
                  .formatted(name, Durations.shown(status.oldestReady().orElseThrow())),
              "start more workers, or let more run at once: percheron queues set %s --concurrency N"
                  .formatted(name)));
    }
  }

  private static long waiting(QueueStatus status) {
    return status.counts().ready() + status.counts().scheduled();
  }
}

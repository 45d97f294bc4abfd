package dev.percheron.memory;

import dev.percheron.api.JobId;
import dev.percheron.api.WorkerId;
import dev.percheron.api.WorkerStatus;
import dev.percheron.api.WorkerStatus.QueueReport;
import dev.percheron.spi.WorkerStart;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A worker and how long it is taken to be alive. Guarded by the store's lock. */
final class Lease {
  /** Of nobody. */
  static final Lease NONE =
      new Lease(new WorkerId(0), new WorkerStart("", "", 0), Instant.MIN, Instant.MIN);

  final WorkerId worker;
  final Optional<WorkerId> asOptional;
  final WorkerStart start;
  final Instant startedAt;

  /** The first instant at which it is no longer valid. */
  Instant until;

  List<QueueReport> reports = List.of();

  /** Its claims that are not done. */
  final Map<Long, Claim> claims = new LinkedHashMap<>();

  /** What of its claimed jobs somebody wants cancelled. */
  final Map<JobId, String> wishes = new LinkedHashMap<>();

  Lease(WorkerId worker, WorkerStart start, Instant startedAt, Instant until) {
    this.worker = worker;
    this.asOptional = Optional.of(worker);
    this.start = start;
    this.startedAt = startedAt;
    this.until = until;
  }

  boolean isValid(Instant now) {
    return now.isBefore(until);
  }

  WorkerStatus shown() {
    return new WorkerStatus(
        worker, start.name(), start.host(), start.pid(), startedAt, until, reports);
  }
}

package dev.percheron.jdbc;

import dev.percheron.api.WorkerId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who runs what: the open places of all claims. There are as many rows as there are batches under
 * way, so they are read when they are needed.
 */
final class RunningJobs {
  private final Map<Long, Running> byJob;

  private RunningJobs(Map<Long, Running> byJob) {
    this.byJob = byJob;
  }

  /**
   * A claimed job.
   *
   * @param worker who has it
   * @param startedAt when it started; empty when it has not
   */
  record Running(WorkerId worker, Optional<Instant> startedAt) {}

  static RunningJobs read(Session session) throws SQLException {
    var byJob = new HashMap<Long, Running>();
    session
        .on("read.claims")
        .each(row -> add(Claim.read(row, row.getLong(1), row.getLong(2), 3), byJob));
    return new RunningJobs(byJob);
  }

  private static void add(Claim claim, Map<Long, Running> byJob) {
    var worker = new WorkerId(claim.worker);
    for (var place : claim.open()) {
      var started =
          claim.isStarted(place)
              ? Optional.of(Micros.instant(claim.startedAt(place)))
              : Optional.<Instant>empty();
      byJob.put(claim.jobs[place], new Running(worker, started));
    }
  }

  Optional<Running> find(long job) {
    return Optional.ofNullable(byJob.get(job));
  }

  Collection<Long> jobs() {
    return byJob.keySet();
  }
}

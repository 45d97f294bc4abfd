package dev.percheron.engine;

import dev.percheron.api.JobId;
import dev.percheron.api.WorkerId;
import dev.percheron.engine.LiveAttempt.Stop;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Every job that this worker has claimed and not settled, so that it can be stopped. */
final class Registry {
  private final ConcurrentHashMap<JobId, LiveAttempt> live = new ConcurrentHashMap<>();

  void add(LiveAttempt attempt) {
    live.put(attempt.job().attempt().job(), attempt);
  }

  /** Removes this attempt, not a newer one of the same job. */
  void remove(LiveAttempt attempt) {
    live.remove(attempt.job().attempt().job(), attempt);
  }

  Optional<LiveAttempt> find(JobId job) {
    return Optional.ofNullable(live.get(job));
  }

  void stopAll(Stop stop) {
    live.values().forEach(attempt -> attempt.stop(stop));
  }

  /** Stops what was claimed under one lease. */
  void stopAll(WorkerId worker, Stop stop) {
    live.values().stream()
        .filter(attempt -> attempt.worker().equals(worker))
        .forEach(attempt -> attempt.stop(stop));
  }

  int size() {
    return live.size();
  }
}

package dev.percheron.memory;

import dev.percheron.api.JobState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for what must never be, by counting everything a second way. Guarded by the store's lock.
 */
final class Problems {
  private record Cell(Line line, JobState state) {}

  private final Lines lines;
  private final Places places;
  private final Claims claims;
  private final Leases leases;
  private final List<String> found = new ArrayList<>();
  private final Map<Cell, Integer> counts = new HashMap<>();
  private int keys;

  Problems(Lines lines, Places places, Claims claims, Leases leases) {
    this.lines = lines;
    this.places = places;
    this.claims = claims;
    this.leases = leases;
  }

  List<String> look() {
    places.jobs.newest(Long.MAX_VALUE, this::look);
    lines.all().forEach(this::look);
    claims.all().forEach(this::look);
    leases.all().forEach(this::look);
    lookAtTotals();
    return List.copyOf(found);
  }

  private boolean look(StoredJob job) {
    counts.merge(new Cell(job.line, job.state), 1, Integer::sum);
    check(
        (job.state == JobState.RUNNING) == (job.claim != Claim.NONE), job, "is not with its claim");
    check(job.finishedAt.isPresent() == job.state.isEnd(), job, "has the wrong end");
    check(
        job.cancelWish.isEmpty() || job.state == JobState.RUNNING, job, "has a wish but no worker");
    check(job.used >= job.forgiven, job, "was forgiven more than it used");
    check(job.used == job.attempts().size(), job, "does not have its attempts");
    if (!job.state.isEnd() && job.uniqueKey.isPresent()) {
      keys++;
      check(places.unique.get(job.uniqueKey.orElseThrow()) == job, job, "does not have its key");
    }
    return true;
  }

  private void look(Line line) {
    for (var state : JobState.values()) {
      int counted = counts.getOrDefault(new Cell(line, state), 0);
      if (line.count(state) != counted) {
        found.add(
            "queue %s says %d jobs are %s, there are %d"
                .formatted(line.queue.name(), line.count(state), state, counted));
      }
    }
    same(
        "ready jobs in the lanes of " + line.queue.name(),
        line.countLanes(),
        line.count(JobState.READY));
    same(
        "succeeded jobs kept of " + line.queue.name(),
        line.succeeded.count(),
        line.count(JobState.SUCCEEDED));
  }

  private void look(Claim claim) {
    if (claim.isDone() || leases.find(claim.lease.worker).isEmpty()) {
      found.add("claim %s is done or of nobody".formatted(claim.id));
    }
    var left = claim.unsettled();
    same("open places of claim " + claim.id, claim.open(), left.size());
    left.forEach(claimed ->
        check(
            places.jobs.find(claimed.attempt().job()).map(job -> job.claim).orElse(Claim.NONE)
                == claim,
            claimed.attempt().job(),
            "is in claim %s without knowing".formatted(claim.id)));
  }

  private void look(Lease lease) {
    lease
        .wishes
        .keySet()
        .forEach(id ->
            check(
                places.jobs.find(id).filter(job -> job.claim.lease == lease).isPresent(),
                id,
                "is to be cancelled by worker %s, which does not have it".formatted(lease.worker)));
  }

  private void lookAtTotals() {
    same("keys of unfinished jobs", places.unique.size(), keys);
    same("jobs scheduled", places.scheduled.size(), total(JobState.SCHEDULED));
    same(
        "other jobs ended",
        places.ended.others.count(),
        total(JobState.FAILED) + total(JobState.CANCELLED) + total(JobState.EXPIRED));
    same(
        "jobs claimed", claims.all().stream().mapToInt(Claim::open).sum(), total(JobState.RUNNING));
    same("jobs", places.jobs.size(), counts.values().stream().mapToInt(Integer::intValue).sum());
  }

  private long total(JobState state) {
    return lines.all().stream().mapToLong(line -> line.count(state)).sum();
  }

  private void check(boolean holds, StoredJob job, String otherwise) {
    check(holds, job.id, "(" + job.state + ") " + otherwise);
  }

  private void check(boolean holds, Object job, String otherwise) {
    if (!holds) {
      found.add("job %s %s".formatted(job, otherwise));
    }
  }

  private void same(String what, long one, long other) {
    if (one != other) {
      found.add("%s: %d by one count, %d by another".formatted(what, one, other));
    }
  }
}

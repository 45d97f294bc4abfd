package dev.percheron.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks for what must never be, by counting everything a second way. Goes through the whole store.
 */
final class Problems {
  private static final Map<String, String> STRAYS =
      new TreeMap<>(
          Map.of(
              "doctor.stray-ready",
                  "job %d is among the ready ones and elsewhere, or not as it should",
              "doctor.stray-deferred",
                  "job %d is among the scheduled ones and has ended, or has no row",
              "doctor.stray-history", "job %d has a history but no row",
              "doctor.stray-uniq", "job %d holds a unique key but has ended, or has no row",
              "doctor.stray-rest", "job %d has attempts, notes or wishes but no row"));

  private final Session session;
  private final List<String> found = new ArrayList<>();
  private final Map<Long, Map<Integer, Long>> counts = new HashMap<>();

  Problems(Session session) {
    this.session = session;
  }

  List<String> look() throws SQLException {
    lookForStrays();
    lookAtClaims();
    lookAtCounts();
    lookAtQueues();
    return List.copyOf(found);
  }

  private void lookForStrays() throws SQLException {
    for (var stray : STRAYS.entrySet()) {
      for (var job : session.on(stray.getKey()).numbers()) {
        found.add(stray.getValue().formatted(job));
      }
    }
  }

  /** What stands nowhere else must be claimed, once, by a worker that is known. */
  private void lookAtClaims() throws SQLException {
    var nowhere = new HashMap<Long, Long>();
    session.on("doctor.nowhere").each(row -> nowhere.put(row.getLong(1), row.getLong(2)));
    var workers = new HashSet<Long>();
    session.on("doctor.workers").each(row -> workers.add(row.getLong(1)));
    var claimed = new HashSet<Long>();
    session
        .on("read.claims")
        .each(row -> look(Claim.read(row, row.getLong(1), row.getLong(2), 3), workers, claimed));
    compare(nowhere, claimed);
  }

  private void look(Claim claim, Set<Long> workers, Set<Long> claimed) {
    if (!workers.contains(claim.worker)) {
      found.add("claim %s is of worker %d, who is not known".formatted(claim.id, claim.worker));
    }
    if (claim.open().length == 0) {
      found.add("claim %s is done but still there".formatted(claim.id));
    }
    for (var place : claim.open()) {
      if (!claimed.add(claim.jobs[place])) {
        found.add("job %d is claimed twice".formatted(claim.jobs[place]));
      }
    }
  }

  private void compare(Map<Long, Long> nowhere, Set<Long> claimed) {
    nowhere.forEach((job, queue) -> {
      count(queue, StateCode.RUNNING, 1);
      if (!claimed.contains(job)) {
        found.add("job %d is nowhere: not ready, scheduled, claimed or ended".formatted(job));
      }
    });
    for (var job : claimed) {
      if (!nowhere.containsKey(job)) {
        found.add("job %d is claimed and elsewhere, or has no row".formatted(job));
      }
    }
  }

  private void lookAtCounts() throws SQLException {
    session.on("doctor.counts").each(row -> count(row.getLong(1), row.getInt(2), row.getLong(3)));
    session.on("tally.all").each(row -> count(row.getLong(1), row.getInt(2), -row.getLong(3)));
    counts.forEach((queue, states) ->
        states.forEach((state, difference) -> {
          if (difference != 0) {
            found.add(
                "queue %d: the count of %s is off by %d"
                    .formatted(queue, StateCode.state(state), difference));
          }
        }));
  }

  private void lookAtQueues() throws SQLException {
    long rows = session.on("doctor.queues").number();
    var queues = Queues.all(session);
    for (var queue : queues) {
      if (queue.executor().equals(Queues.UNREADABLE)) {
        found.add("the row of queue %s cannot be read".formatted(queue.name()));
      }
    }
    if (queues.size() < rows) {
      found.add("%d queues have names that cannot be read".formatted(rows - queues.size()));
    }
  }

  private void count(long queue, int state, long number) {
    counts.computeIfAbsent(queue, any -> new TreeMap<>()).merge(state, number, Long::sum);
  }
}

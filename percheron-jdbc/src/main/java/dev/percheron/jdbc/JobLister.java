package dev.percheron.jdbc;

import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the newest jobs of a kind. Each state has its own road through an index; the pages of
 * several states are merged.
 */
final class JobLister {
  /** So many ready jobs are gone through one by one; more are found by going through the jobs. */
  private static final int FEW = 20_000;

  private final Session session;
  private final JobReader reader;
  private final JobFilter filter;
  private final TreeSet<Long> newest = new TreeSet<>();

  JobLister(Session session, Instant now, JobFilter filter) {
    this.session = session;
    this.reader = new JobReader(session, now);
    this.filter = filter;
  }

  List<Job> list() throws SQLException {
    var lanes = lanes();
    if (filter.queue().isPresent() && lanes.isPresent() && lanes.orElseThrow().length == 0) {
      return List.of(); // nothing was ever pushed to it
    }
    if (filter.states().isEmpty()) {
      walk("list.any", lanes);
    }
    for (var state : filter.states()) {
      collect(state, lanes);
    }
    return reader.jobs(page());
  }

  private void collect(JobState state, Optional<long[]> lanes) throws SQLException {
    if (state != JobState.RUNNING && count(state) == 0) {
      return;
    }
    switch (state) {
      case SCHEDULED -> collect(filled("list.scheduled", before(), lanes));
      case READY -> collectReady(lanes);
      case RUNNING -> collectRunning();
      case SUCCEEDED -> walk("list.succeeded", lanes);
      case FAILED, CANCELLED, EXPIRED ->
          collect(filled("list.ended", before(), lanes).put(StateCode.of(state)));
    }
  }

  private void collectReady(Optional<long[]> lanes) throws SQLException {
    if (count(JobState.READY) <= FEW) {
      collect(filled("list.ready-few", before(), lanes));
    } else {
      walk("list.ready", lanes);
    }
  }

  private long count(JobState state) throws SQLException {
    return session.on("list.count").put(StateCode.of(state)).number();
  }

  /**
   * Goes through the jobs, the newest first: all of them when any will do, else only the stretches
   * of ids in which some were pushed that fit.
   */
  private void walk(String statement, Optional<long[]> lanes) throws SQLException {
    if (lanes.isEmpty() && filter.handler().isEmpty()) {
      collect(filled(statement, before(), lanes).put(0));
      return;
    }
    int found = 0;
    for (var stretch : stretches(lanes)) {
      if (found < filter.limit()) {
        long end = Math.min(before(), Ids.lastOf(stretch) + 1);
        found += collect(filled(statement, end, lanes).put(Ids.firstOf(stretch)));
      }
    }
  }

  private long[] stretches(Optional<long[]> lanes) throws SQLException {
    return withLanes(session.on("list.stretches").put(Ids.stretch(before())), lanes)
        .putText(filter.handler().orElse(null))
        .numbers();
  }

  private int collect(Command command) throws SQLException {
    var ids = command.list(row -> row.getLong(1));
    newest.addAll(ids);
    return ids.size();
  }

  private Command filled(String statement, long before, Optional<long[]> lanes)
      throws SQLException {
    return withLanes(session.on(statement).put(before), lanes)
        .putText(filter.handler().orElse(null))
        .put(filter.limit());
  }

  private static Command withLanes(Command command, Optional<long[]> lanes) throws SQLException {
    return lanes.isPresent() ? command.putIds(lanes.orElseThrow()) : command.putNull();
  }

  /** The running ones are few: they are in the claims, and the filter is applied to their rows. */
  private void collectRunning() throws SQLException {
    for (var job : reader.jobs(runningBefore())) {
      boolean fits =
          filter.queue().map(job.spec().queue()::equals).orElse(true)
              && filter.handler().map(job.spec().handler()::equals).orElse(true);
      if (fits && job.state() == JobState.RUNNING) {
        newest.add(job.id().value());
      }
    }
  }

  private long[] runningBefore() throws SQLException {
    return reader.running().jobs().stream()
        .mapToLong(Long::longValue)
        .filter(id -> id < before())
        .toArray();
  }

  private long before() {
    return filter.before().isPresent() ? filter.before().orElseThrow().value() : Long.MAX_VALUE;
  }

  private Optional<long[]> lanes() throws SQLException {
    if (filter.queue().isEmpty()) {
      return Optional.empty();
    }
    var lanes = session.on("list.lanes").put(filter.queue().orElseThrow()).numbers();
    return Optional.of(lanes);
  }

  private long[] page() {
    return newest.descendingSet().stream()
        .limit(filter.limit())
        .mapToLong(Long::longValue)
        .toArray();
  }
}

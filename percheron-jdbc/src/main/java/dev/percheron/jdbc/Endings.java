package dev.percheron.jdbc;

import dev.percheron.api.WorkerId;
import dev.percheron.jdbc.Body.Tries;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the jobs of a claim. Those that succeeded are gathered and written many rows at
 * once; the others, few as a rule, one by one.
 */
final class Endings {
  private static final int LARGE = 32;
  private static final int SMALL = 4;
  private static final int LONG_RUN = 8;

  private final Tx tx;
  private final WorkerId worker;
  private final long now;
  private final Map<Group, List<Success>> successes = new HashMap<>();
  private final LongList ended = new LongList();
  private final LongList vanished = new LongList();

  Endings(Tx tx, WorkerId worker) {
    this.tx = tx;
    this.worker = worker;
    this.now = tx.now();
  }

  /** What the rows of succeeded jobs have in common. */
  private record Group(Lane lane, int attempt, boolean hasResult) {}

  /**
   * A job that succeeded.
   *
   * @param result empty for one that is not kept, or JSON null, which need not be
   */
  record Success(long job, long startedAt, long end, String result, long resultUntil) {}

  long now() {
    return now;
  }

  /** It succeeded and is kept. */
  void succeed(Lane lane, int attempt, Success success) {
    tx.move(lane.queueId(), StateCode.RUNNING, StateCode.SUCCEEDED, 1);
    successes
        .computeIfAbsent(
            new Group(lane, attempt, !success.result().isEmpty()), any -> new ArrayList<>())
        .add(success);
    ended.add(success.job());
  }

  /** It succeeded, and its queue keeps no history of that. */
  void vanish(Lane lane, long job) {
    tx.count(lane.queueId(), StateCode.RUNNING, -1);
    vanished.add(job);
  }

  /** It ended in another way. */
  void end(long job, Lane lane, int state, int used, long startedAt, @Nullable String failure)
      throws SQLException {
    tx.move(lane.queueId(), StateCode.RUNNING, state, 1);
    tx.on("history.add")
        .put(job)
        .put(state)
        .put(lane.id())
        .put(used)
        .putTime(startedAt)
        .put(now)
        .put(worker.value())
        .putText(failure)
        .run();
    ended.add(job);
  }

  /** It runs again, at once. */
  void again(long job, Lane lane, Tries tries) throws SQLException {
    putTries(job, tries, now);
    ready(job, lane);
  }

  /** It runs again, later. */
  void defer(long job, Lane lane, Tries tries, long due) throws SQLException {
    putTries(job, tries, due);
    tx.on("deferred.add").put(job).put(due).put(lane.id()).run();
    tx.move(lane.queueId(), StateCode.RUNNING, StateCode.SCHEDULED, 1);
    tx.touch(lane.queue());
  }

  /** It goes back to where it was in its lane. */
  void giveBack(long job, Lane lane, Tries tries) throws SQLException {
    putTries(job, tries, Micros.NONE);
    ready(job, lane);
  }

  private void ready(long job, Lane lane) throws SQLException {
    tx.on("ready.back").put(job).run();
    tx.move(lane.queueId(), StateCode.RUNNING, StateCode.READY, 1);
    tx.touch(lane.queue());
  }

  /** An attempt that counts, and how it ended. */
  void attempt(
      long job, int number, String outcome, long startedAt, long end, @Nullable String failure)
      throws SQLException {
    tx.on("attempt.add")
        .put(job)
        .put(number)
        .put(outcome)
        .putTime(startedAt)
        .put(end)
        .put(worker.value())
        .putText(failure)
        .run();
  }

  /** Writes what was gathered. */
  void flush() throws SQLException {
    for (var group : successes.entrySet()) {
      write(group.getKey(), group.getValue());
    }
    Extras.delete(tx, Extras.OF_UNFINISHED, ended.toArray());
    deleteVanished();
  }

  private void putTries(long job, Tries tries, long due) throws SQLException {
    tx.on("tries.put")
        .put(job)
        .put(tries.used())
        .put(tries.forgiven())
        .put(tries.kills())
        .putTime(due)
        .put(worker.value())
        .putTime(tries.startedAt())
        .run();
  }

  private void deleteVanished() throws SQLException {
    if (vanished.isEmpty()) {
      return;
    }
    var sorted = vanished.sorted();
    deleteJobs(sorted);
    Extras.delete(tx, Extras.ALL, sorted);
  }

  /** Runs of neighbours by their ends, the rest one by one. */
  private void deleteJobs(long[] sorted) throws SQLException {
    var rest = new LongList();
    for (int from = 0; from < sorted.length; ) {
      int to = Ids.endOfRange(sorted, from);
      if (to - from >= LONG_RUN) {
        tx.on("delete.jobs-range").put(sorted[from]).put(sorted[to - 1]).run();
      } else {
        Arrays.stream(sorted, from, to).forEach(rest::add);
      }
      from = to;
    }
    if (!rest.isEmpty()) {
      tx.on("delete.jobs").putIds(rest.toArray()).run();
    }
  }

  private void write(Group group, List<Success> rows) throws SQLException {
    rows.sort((one, other) -> Long.compare(one.job(), other.job()));
    for (int from = 0; from < rows.size(); ) {
      int left = rows.size() - from;
      int count = left >= LARGE ? LARGE : left >= SMALL ? SMALL : 1;
      insert(group, rows.subList(from, from + count));
      from += count;
    }
    note(group.lane().queueId(), rows);
  }

  private void insert(Group group, List<Success> rows) throws SQLException {
    var name = group.hasResult() ? "history.succeeded-with" : "history.succeeded";
    var insert = tx.session().rows(name, rows.size());
    insert.put(group.lane().id()).put(group.attempt()).put(worker.value()).put(now);
    for (var row : rows) {
      insert.put(row.job()).putTime(row.startedAt()).put(row.end());
      if (group.hasResult()) {
        insert.put(row.result()).put(row.resultUntil());
      }
    }
    insert.run();
  }

  /** Tells the pruner in which stretches there is something now; the rows are sorted. */
  private void note(long queue, List<Success> rows) throws SQLException {
    if (!tx.session().knows("succeeded.add")) {
      return; // this database has an index for it
    }
    long last = -1;
    for (var row : rows) {
      long stretch = Ids.stretch(row.job());
      if (stretch != last) {
        tx.on("succeeded.add").put(queue).put(stretch).put(now).run();
        last = stretch;
      }
    }
  }
}

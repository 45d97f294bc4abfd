package dev.percheron.jdbc;

import dev.percheron.spi.JobStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Forgets what has been kept for long enough, a small batch at a time. Several processes may prune:
 * each takes rows that no other is just taking.
 */
record PostgresPruning(Duration keepOthers, int most) implements Write<Integer> {

  @Override
  public Integer in(Tx tx) throws SQLException {
    return new Batch(tx, tx.now(), most).prune(Micros.of(keepOthers));
  }

  /** One batch. */
  private static final class Batch {
    private final Tx tx;
    private final long now;
    private int left;
    private int gone;

    Batch(Tx tx, long now, int most) {
      this.tx = tx;
      this.now = now;
      this.left = most;
    }

    private record Keep(long lane, long keep) {}

    private record Old(long job, long lane, int state) {}

    int prune(long keepOthers) throws SQLException {
      for (var lane : lanes()) {
        long cutOff = cutOff(lane.keep());
        delete(old(tx.on("prune.succeeded").put(lane.lane()).put(cutOff).put(left)));
      }
      delete(old(tx.on("prune.others").put(cutOff(keepOthers)).put(left)));
      count(tx.on("prune.results").put(now).put(left).run());
      count(tx.on("errand.prune").put(cutOff(Micros.of(JobStore.ERRAND_KEPT))).put(left).run());
      count(tx.on("worker.prune").put(cutOff(keepOthers)).put(left).run());
      return gone;
    }

    private List<Keep> lanes() throws SQLException {
      return tx.on("prune.keeps").list(row -> new Keep(row.getLong(1), row.getLong(2)));
    }

    private static List<Old> old(Command command) throws SQLException {
      return command.list(row -> new Old(row.getLong(1), row.getLong(2), row.getInt(3)));
    }

    private void delete(List<Old> jobs) throws SQLException {
      Deletion.delete(tx, jobs.stream().mapToLong(Old::job).toArray());
      for (var job : jobs) {
        tx.count(tx.lane(job.lane()).queueId(), job.state(), -1);
      }
      count(jobs.size());
    }

    private void count(int rows) {
      gone += rows;
      left -= rows;
    }

    private long cutOff(long keep) {
      return keep > now ? Micros.NONE + 1 : now - keep;
    }
  }
}

package dev.percheron.jdbc;

import dev.percheron.spi.JobStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Forgets what has been kept for long enough, a small batch at a time. */
record Pruning(Duration keepOthers, int most) implements Write<Integer> {

  @Override
  public Integer in(Tx tx) throws SQLException {
    return new Batch(tx, tx.now(), most).prune(keepOthers);
  }

  /** One batch, on the writer's thread. */
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

    private record Keep(long queue, long keep) {}

    private record Old(long job, long lane, int state) {}

    int prune(Duration keepOthers) throws SQLException {
      for (var queue : queues()) {
        pruneSucceeded(queue);
      }
      pruneOthers(cutOff(Micros.of(keepOthers)));
      count(tx.on("prune.results").put(now).put(left).run());
      count(tx.on("errand.prune").put(cutOff(Micros.of(JobStore.ERRAND_KEPT))).put(left).run());
      count(tx.on("worker.prune").put(cutOff(Micros.of(keepOthers))).put(left).run());
      return gone;
    }

    private List<Keep> queues() throws SQLException {
      return tx.on("prune.keeps").list(row -> new Keep(row.getLong(1), row.getLong(2)));
    }

    /** By stretches of ids in which something has succeeded long enough ago. */
    private void pruneSucceeded(Keep queue) throws SQLException {
      long cutOff = cutOff(queue.keep());
      while (left > 0) {
        var stretch =
            tx.on("prune.stretch").put(queue.queue()).put(cutOff).first(row -> row.getLong(1));
        if (stretch.isEmpty()) {
          return;
        }
        pruneStretch(queue.queue(), stretch.orElseThrow(), cutOff);
      }
    }

    private void pruneStretch(long queue, long stretch, long cutOff) throws SQLException {
      long from = Ids.firstOf(stretch);
      long to = Ids.lastOf(stretch);
      var old =
          tx.on("prune.succeeded").put(from).put(to).put(cutOff).put(queue).put(left).numbers();
      delete(old);
      tx.count(queue, StateCode.SUCCEEDED, -old.length);
      if (left > 0) {
        moveOn(queue, stretch, from, to);
      }
    }

    /** The stretch is through for now: it is next when its oldest is old enough. */
    private void moveOn(long queue, long stretch, long from, long to) throws SQLException {
      var next =
          tx.on("prune.first-end")
              .put(from)
              .put(to)
              .put(queue)
              .first(row -> Columns.optionalNumber(row, 1))
              .flatMap(found -> found);
      if (next.isPresent()) {
        tx.on("prune.move").put(queue).put(stretch).put(next.orElseThrow()).run();
      } else {
        tx.on("prune.forget").put(queue).put(stretch).run();
      }
    }

    private void pruneOthers(long cutOff) throws SQLException {
      var old =
          tx.on("prune.others")
              .put(cutOff)
              .put(left)
              .list(row -> new Old(row.getLong(1), row.getLong(2), row.getInt(3)));
      delete(old.stream().mapToLong(Old::job).toArray());
      for (var job : old) {
        tx.count(tx.lane(job.lane()).queueId(), job.state(), -1);
      }
    }

    private void delete(long[] jobs) throws SQLException {
      Deletion.delete(tx, jobs);
      count(jobs.length);
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

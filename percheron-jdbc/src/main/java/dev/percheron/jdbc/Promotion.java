package dev.percheron.jdbc;

import java.sql.SQLException;

/** Makes ready what is due by now, the first due first. */
record Promotion(int most) implements Write<Integer> {
  private record Due(long id, long runAt, long lane) {}

  @Override
  public Integer in(Tx tx) throws SQLException {
    var due =
        tx.on("promote.take")
            .put(tx.now())
            .put(most)
            .list(row -> new Due(row.getLong(1), row.getLong(2), row.getLong(3)));
    for (var job : due) {
      promote(tx, job);
    }
    return due.size();
  }

  private static void promote(Tx tx, Due job) throws SQLException {
    var lane = tx.lane(job.lane());
    tx.on("deferred.remove").put(job.id()).run();
    tx.on("ready.add").put(job.lane()).put(job.runAt()).put(job.id()).run();
    tx.move(lane.queueId(), StateCode.SCHEDULED, StateCode.READY, 1);
    tx.touch(lane.queue());
  }
}

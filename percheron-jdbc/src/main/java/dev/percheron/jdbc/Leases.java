package dev.percheron.jdbc;

import dev.percheron.api.WorkerId;
import dev.percheron.api.WorkerStatus;
import dev.percheron.api.WorkerStatus.QueueReport;
import dev.percheron.json.StoredJson;
import dev.percheron.spi.WorkerStart;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Who is alive. A lease is valid before the instant in its row, and no more at it. */
final class Leases {
  private Leases() {}

  static Write<WorkerId> register(WorkerStart start, Duration lease) {
    return tx -> {
      long now = tx.now();
      return new WorkerId(
          tx.on("worker.add")
              .put(start.name())
              .put(start.host())
              .put(start.pid())
              .put(now)
              .put(Micros.after(now, lease))
              .number());
    };
  }

  static Write<Boolean> renew(WorkerId worker, Duration lease, List<QueueReport> reports) {
    var text = StoredJson.reports(reports);
    return tx -> {
      long now = tx.now();
      return tx.on("worker.renew")
              .put(worker.value())
              .put(now)
              .put(Micros.after(now, lease))
              .put(text)
              .run()
          > 0;
    };
  }

  static Write<Boolean> retire(WorkerId worker) {
    return tx -> tx.on("worker.end").put(worker.value()).put(tx.now()).run() > 0;
  }

  static List<WorkerStatus> all(Session session) throws SQLException {
    return session.on("worker.all").list(Leases::shown);
  }

  private static WorkerStatus shown(ResultSet row) throws SQLException {
    return new WorkerStatus(
        new WorkerId(row.getLong(1)),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        Micros.instant(row.getLong(5)),
        Micros.instant(row.getLong(6)),
        reports(row.getString(7)));
  }

  /** What a worker said of its queues is shown if it can be read; nothing depends on it. */
  private static List<QueueReport> reports(String text) {
    try {
      return StoredJson.reports(text);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }
}

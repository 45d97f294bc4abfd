package dev.percheron.jdbc;

import dev.percheron.api.Queue;
import dev.percheron.api.QueueStatus;
import dev.percheron.api.QueueStatus.Counts;
import dev.percheron.json.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The queues and what is in them. */
final class Queues {
  /** The executor of a queue whose row cannot be read: no worker knows it, so each shows why. */
  static final String UNREADABLE = "unreadable-row";

  private Queues() {}

  private record Row(long id, Queue queue, Optional<Instant> pausedUntil) {}

  static Write<Boolean> declare(Queue queue) {
    return tx -> {
      var command =
          tx.on("queue.put")
              .put(queue.name())
              .put(queue.executor())
              .put(StoredJson.texts(queue.options()));
      if (queue.concurrency().isPresent()) {
        command.put(queue.concurrency().orElseThrow());
      } else {
        command.putNull();
      }
      command.put(Micros.of(queue.keepSucceeded())).put(StoredJson.names(queue.tags())).run();
      tx.touch(queue.name());
      tx.change();
      return true;
    };
  }

  static Write<Boolean> pause(String queue, Instant until) {
    return pauseUntil(queue, Micros.of(until));
  }

  static Write<Boolean> resume(String queue) {
    return pauseUntil(queue, Micros.NONE);
  }

  private static Write<Boolean> pauseUntil(String queue, long until) {
    return tx -> {
      boolean isThere = tx.on("queue.pause").put(queue).putTime(until).run() > 0;
      tx.touch(queue);
      tx.change();
      return isThere;
    };
  }

  static List<Queue> all(Session session) throws SQLException {
    return rows(session).stream().map(Row::queue).toList();
  }

  static List<QueueStatus> status(Session session, long now) throws SQLException {
    var counts = counts(session);
    var status = new ArrayList<QueueStatus>();
    for (var row : rows(session)) {
      var since = session.on("queue.head").put(row.id()).first(head -> head.getLong(1));
      status.add(
          new QueueStatus(
              row.queue(),
              row.pausedUntil().filter(Micros.instant(now)::isBefore),
              shown(counts.getOrDefault(row.id(), new long[StateCode.EXPIRED + 1])),
              since.map(due -> waited(due, now))));
    }
    return status;
  }

  private static Duration waited(long due, long now) {
    return Micros.duration(Math.max(0, now - due));
  }

  private static Map<Long, long[]> counts(Session session) throws SQLException {
    var counts = new HashMap<Long, long[]>();
    session
        .on("tally.all")
        .each(row ->
            counts
                    .computeIfAbsent(row.getLong(1), any -> new long[StateCode.EXPIRED + 1])[
                    row.getInt(2)] =
                row.getLong(3));
    return counts;
  }

  private static Counts shown(long[] counts) {
    return new Counts(
        counts[StateCode.SCHEDULED],
        counts[StateCode.READY],
        counts[StateCode.RUNNING],
        counts[StateCode.SUCCEEDED],
        counts[StateCode.FAILED],
        counts[StateCode.CANCELLED],
        counts[StateCode.EXPIRED]);
  }

  private static List<Row> rows(Session session) throws SQLException {
    var rows = new ArrayList<Row>();
    session.on("queue.all").each(row -> read(row, rows));
    return rows;
  }

  private static void read(ResultSet row, List<Row> rows) throws SQLException {
    var queue = queue(row);
    if (queue.isPresent()) {
      rows.add(new Row(row.getLong(1), queue.orElseThrow(), Columns.instant(row, 7)));
    }
  }

  /** Empty when not even its name can be read: the doctor tells of that one. */
  private static Optional<Queue> queue(ResultSet row) throws SQLException {
    var name = row.getString(2);
    var concurrency = Columns.optionalNumber(row, 5);
    var keep = Micros.duration(row.getLong(6));
    try {
      return Optional.of(
          new Queue(
              name,
              row.getString(3),
              StoredJson.texts(row.getString(4)),
              concurrency.map(n -> OptionalInt.of(n.intValue())).orElse(OptionalInt.empty()),
              keep,
              StoredJson.names(row.getString(8))));
    } catch (IllegalArgumentException e) {
      return unreadable(name);
    }
  }

  private static Optional<Queue> unreadable(String name) {
    try {
      return Optional.of(Queue.named(name).executor(UNREADABLE));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package dev.percheron.jdbc;

import dev.percheron.api.Due;
import dev.percheron.api.JobId;
import dev.percheron.api.JobOptions;
import dev.percheron.json.StoredJson;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Pushed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that are about to be stored, each with its id and the numbers of its names, in the order in
 * which they were pushed. Written as arrays, so that a thousand jobs are one statement.
 */
final class PostgresRows {
  private final List<Row> rows;

  PostgresRows(List<Row> rows) {
    this.rows = rows;
  }

  /** One job. */
  record Row(long id, long handler, Lane lane, NewJob job) {
    /** Whether it needs no more columns than every job has. */
    boolean isPlain() {
      var spec = job.spec();
      return job.due() instanceof Due.Now
          && job.uniqueKey().isEmpty()
          && spec.startDeadline().isEmpty()
          && spec.metadata().isEmpty()
          && spec.options().equals(JobOptions.DEFAULT);
    }

    @Nullable Long delay() {
      return job.due() instanceof Due.After(Duration delay) ? (Long) Micros.of(delay) : null;
    }

    @Nullable Long at() {
      return job.due() instanceof Due.At(var instant) ? (Long) Micros.of(instant) : null;
    }

    @Nullable Long deadline() {
      return job.spec().startDeadline().map(Micros::of).orElse(null);
    }

    @Nullable String key() {
      return job.uniqueKey().map(PostgresCommand::storable).orElse(null);
    }

    @Nullable String options() {
      var options = job.spec().options();
      return options.equals(JobOptions.DEFAULT) ? null : StoredJson.options(options);
    }

    @Nullable String meta() {
      var metadata = job.spec().metadata();
      return metadata.isEmpty() ? null : PostgresCommand.storable(StoredJson.texts(metadata));
    }

    String arguments() {
      return PostgresCommand.storable(job.spec().arguments());
    }
  }

  int size() {
    return rows.size();
  }

  List<Row> all() {
    return rows;
  }

  boolean hasKeys() {
    return rows.stream().anyMatch(row -> row.job().uniqueKey().isPresent());
  }

  Set<String> queues() {
    var queues = new HashSet<String>();
    rows.forEach(row -> queues.add(row.lane().queue()));
    return queues;
  }

  /** The answer when all of them are new. */
  List<Pushed> pushed() {
    var pushed = new ArrayList<Pushed>(rows.size());
    for (var row : rows) {
      pushed.add(new Pushed(new JobId(row.id()), true));
    }
    return pushed;
  }

  /** Stores them. */
  void write(Session session, PostgresClock clock) throws SQLException {
    if (rows.stream().allMatch(Row::isPlain)) {
      writePlain(session, clock);
    } else {
      writeFull(session, clock);
    }
  }

  private void writePlain(Session session, PostgresClock clock) throws SQLException {
    var counts = new HashMap<Long, Long>();
    rows.forEach(row -> counts.merge(row.lane().queueId(), 1L, Long::sum));
    putCommon(session.on("push.plain"), clock)
        .putArray(counts.keySet().stream().mapToInt(Long::intValue).toArray())
        .putArray(counts.values().stream().mapToLong(Long::longValue).toArray())
        .run();
  }

  private void writeFull(Session session, PostgresClock clock) throws SQLException {
    putCommon(session.on("push.full"), clock)
        .putArray(rows.stream().map(Row::delay).toArray(Long[]::new))
        .putArray(rows.stream().map(Row::at).toArray(Long[]::new))
        .putArray(rows.stream().map(Row::deadline).toArray(Long[]::new))
        .putArray(rows.stream().map(Row::key).toArray(String[]::new))
        .putArray(rows.stream().map(Row::options).toArray(String[]::new))
        .putArray(rows.stream().map(Row::meta).toArray(String[]::new))
        .run();
  }

  private PostgresCommand putCommon(Command command, PostgresClock clock) throws SQLException {
    return ((PostgresCommand) command.putTime(clock.parameter()))
        .putArray(rows.stream().mapToLong(Row::id).toArray())
        .putArray(rows.stream().mapToInt(row -> (int) row.handler()).toArray())
        .putArray(rows.stream().mapToInt(row -> (int) row.lane().id()).toArray())
        .putArray(rows.stream().map(Row::arguments).toArray(String[]::new));
  }

  /**
   * Takes the unique keys.
   *
   * @return who has each key that is not free; those of {@code rows} are not among them
   */
  Map<String, Long> takeKeys(Session session) throws SQLException {
    var first = new HashMap<String, Row>();
    for (var row : rows) {
      if (row.key() != null) {
        first.putIfAbsent(row.key(), row);
      }
    }
    var holders = new HashMap<String, Long>();
    first.forEach((key, row) -> holders.put(key, row.id()));
    var open = new HashSet<>(first.keySet());
    while (!open.isEmpty()) {
      take(session, first, open);
      find(session, holders, open);
    }
    return holders;
  }

  /** What it takes is not open any more. */
  private static void take(Session session, Map<String, Row> wanted, Set<String> open)
      throws SQLException {
    var keys = open.toArray(String[]::new);
    var ids = open.stream().mapToLong(key -> idOf(wanted, key)).toArray();
    var taken = new HashSet<Long>();
    ((PostgresCommand) session.on("uniq.take"))
        .putArray(keys)
        .putArray(ids)
        .each(row -> taken.add(row.getLong(1)));
    open.removeIf(key -> taken.contains(idOf(wanted, key)));
  }

  /** Those whose holder has ended since are open still. */
  private static void find(Session session, Map<String, Long> holders, Set<String> open)
      throws SQLException {
    if (!open.isEmpty()) {
      ((PostgresCommand) session.on("uniq.holders"))
          .putArray(open.toArray(String[]::new))
          .each(row -> {
            holders.put(row.getString(1), row.getLong(2));
            open.remove(row.getString(1));
          });
    }
  }

  private static long idOf(Map<String, Row> rows, String key) {
    var row = rows.get(key);
    return row == null ? 0 : row.id();
  }
}

package dev.percheron.jdbc;

import dev.percheron.api.Due;
import dev.percheron.api.JobId;
import dev.percheron.api.JobOptions;
import dev.percheron.json.StoredJson;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Pushed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jobs to be stored, gathered into batches that differ in arguments and metadata only: the caller's
 * thread does that, so the writer's has little left to do.
 */
final class Pushes implements Write<List<Pushed>> {
  private static final int LARGE = 64;
  private static final int SMALL = 8;

  private final List<Batch> batches = new ArrayList<>();
  private final int size;

  /** What the jobs of a batch have in common. */
  private record Shape(
      String handler,
      String queue,
      int priority,
      String options,
      Due due,
      long startDeadline,
      String uniqueKey) {}

  private static final class Batch {
    final Shape shape;
    final int first;
    final List<String> arguments = new ArrayList<>();
    final List<String> metadata = new ArrayList<>();

    Batch(Shape shape, int first) {
      this.shape = shape;
      this.first = first;
    }

    boolean isUnique() {
      return !shape.uniqueKey().isEmpty();
    }

    int size() {
      return arguments.size();
    }
  }

  Pushes(List<NewJob> jobs) {
    size = jobs.size();
    var options = new OptionsText();
    for (int i = 0; i < size; i++) {
      add(jobs.get(i), options, i);
    }
  }

  private void add(NewJob job, OptionsText options, int place) {
    var spec = job.spec();
    var shape =
        new Shape(
            spec.handler(),
            spec.queue(),
            spec.priority(),
            options.of(spec.options()),
            job.due(),
            Micros.of(spec.startDeadline()),
            // A key is marked, so that even an empty one is told from none.
            job.uniqueKey().map(key -> "=" + key).orElse(""));
    var batch = batchFor(shape, place);
    batch.arguments.add(spec.arguments());
    batch.metadata.add(StoredJson.texts(spec.metadata()));
  }

  private Batch batchFor(Shape shape, int place) {
    if (!batches.isEmpty()) {
      var last = batches.getLast();
      if (last.shape.equals(shape) && !last.isUnique()) {
        return last;
      }
    }
    var batch = new Batch(shape, place);
    batches.add(batch);
    return batch;
  }

  /** Neighbouring jobs mostly share their options: they are written as text once. */
  private static final class OptionsText {
    private JobOptions last = JobOptions.DEFAULT;
    private String text = StoredJson.options(JobOptions.DEFAULT);

    String of(JobOptions options) {
      if (!options.equals(last)) {
        text = StoredJson.options(options);
        last = options;
      }
      return text;
    }
  }

  @Override
  public List<Pushed> in(Tx tx) throws SQLException {
    var lanes = new ArrayList<Lane>(batches.size());
    for (var batch : batches) {
      lanes.add(lane(tx, batch));
    }
    long now = tx.now();
    var pushed = new ArrayList<Pushed>(size);
    for (int i = 0; i < batches.size(); i++) {
      push(tx, batches.get(i), lanes.get(i), now, pushed);
    }
    return pushed;
  }

  private void push(Tx tx, Batch batch, Lane lane, long now, List<Pushed> pushed)
      throws SQLException {
    if (batch.isUnique()) {
      var holder = tx.on("uniq.find").put(key(batch)).first(row -> row.getLong(1));
      if (holder.isPresent()) {
        pushed.add(new Pushed(new JobId(holder.orElseThrow()), false));
        return;
      }
    }
    long first = store(tx, batch, lane, now);
    for (int i = 0; i < batch.size(); i++) {
      pushed.add(new Pushed(new JobId(first + i), true));
    }
  }

  private long store(Tx tx, Batch batch, Lane lane, long now) throws SQLException {
    long due = due(batch.shape.due(), now);
    long first = tx.ids(batch.size());
    var bodies = new Bodies(batch, first, lane, now, due > now ? due : Micros.NONE);
    bodies.add(tx);
    if (batch.isUnique()) {
      tx.on("uniq.add").put(key(batch)).put(first).run();
    }
    place(tx, lane, first, batch.size(), now, due);
    tx.touch(lane.queue());
    return first;
  }

  private static void place(Tx tx, Lane lane, long first, int count, long now, long due)
      throws SQLException {
    long last = first + count - 1;
    if (due > now) {
      tx.on("deferred.add-range").put(due).put(first).put(last).run();
      tx.count(lane.queueId(), StateCode.SCHEDULED, count);
    } else {
      if (count == 1) {
        tx.on("ready.add").put(lane.id()).put(now).put(first).run();
      } else {
        tx.on("ready.add-range").put(lane.id()).put(now).put(first).put(last).run();
      }
      tx.count(lane.queueId(), StateCode.READY, count);
    }
  }

  /** The rows of a batch in the job table. */
  private record Bodies(Batch batch, long first, Lane lane, long now, long runAt) {
    void add(Tx tx) throws SQLException {
      long handler = tx.dictionary().intern(tx.session(), batch.shape.handler());
      for (int from = 0; from < batch.size(); ) {
        int left = batch.size() - from;
        int count = left >= LARGE ? LARGE : left >= SMALL ? SMALL : 1;
        add(tx, handler, from, count);
        from += count;
      }
      tx.see(lane.id(), handler, first, first + batch.size() - 1);
    }

    private void add(Tx tx, long handler, int from, int count) throws SQLException {
      var shape = batch.shape;
      var insert = tx.session().rows("job.add", count);
      insert.put(first + from).put(handler).put(lane.id()).put(now);
      insert.putTime(runAt).putTime(shape.startDeadline());
      insert.putText(batch.isUnique() ? key(batch) : null).putText(orNull(shape.options()));
      for (int i = from; i < from + count; i++) {
        insert.put(batch.arguments.get(i)).putText(orNull(batch.metadata.get(i)));
      }
      insert.run();
    }
  }

  private static String key(Batch batch) {
    return batch.shape.uniqueKey().substring(1);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static long due(Due due, long now) {
    return switch (due) {
      case Due.Now() -> now;
      case Due.After(var delay) -> Micros.after(now, delay);
      case Due.At(var instant) -> Math.max(now, Micros.of(instant));
    };
  }

  private Lane lane(Tx tx, Batch batch) throws SQLException {
    var lane = tx.lane(batch.shape.queue(), batch.shape.priority());
    if (lane.isEmpty()) {
      throw new NoSuchQueue(batch.shape.handler(), batch.shape.queue(), batch.first, size)
          .refused(tx.on("queue.names").list(row -> row.getString(1)));
    }
    return lane.orElseThrow();
  }
}

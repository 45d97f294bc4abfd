package dev.percheron.jdbc;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a write is given: the session inside a transaction, and the lists of what is done once for
 * all writes that share it. Belongs to the writer's thread.
 */
final class Tx {
  private record Cell(long queue, int state) {}

  private record Seen(long lane, long handler, long stretch) {}

  private static final class Sum {
    long change;
  }

  private static final int MOST_SEEN = 10_000;

  private final Session session;
  private final InstantSource time;
  private final Dictionary dictionary;
  private final IdBlocks ids = new IdBlocks();
  private final Map<Cell, Sum> tally = new HashMap<>();
  private final Map<Long, Long> keeps = new HashMap<>();
  private final Set<Seen> seen = new HashSet<>();
  private final Set<String> ready = new HashSet<>();
  private boolean isChanged;

  Tx(Session session, InstantSource time) {
    this(session, time, new Dictionary());
  }

  Tx(Session session, InstantSource time, Dictionary dictionary) {
    this.session = session;
    this.time = time;
    this.dictionary = dictionary;
  }

  Session session() {
    return session;
  }

  /** {@link Session#on}. */
  Command on(String name) throws SQLException {
    return session.on(name);
  }

  Dictionary dictionary() {
    return dictionary;
  }

  /** The store's time, now. */
  long now() {
    return Micros.of(time.instant());
  }

  /** The first of so many new job ids in a row. */
  long ids(int count) throws SQLException {
    return ids.take(session, count);
  }

  /** The lane with a number that a constraint keeps from being wrong. */
  Lane lane(long id) throws SQLException {
    return dictionary
        .lane(session, id)
        .orElseThrow(() -> new SQLException("there is no lane " + id + ": the store is damaged"));
  }

  /** The lane of a queue at a priority; empty without such a queue. */
  Optional<Lane> lane(String queue, int priority) throws SQLException {
    return dictionary.intern(session, queue, priority);
  }

  /** How long a queue keeps succeeded jobs, in microseconds. */
  long keepSucceeded(long queue) throws SQLException {
    var known = keeps.get(queue);
    if (known != null) {
      return known;
    }
    long keep = session.on("queue.keep").put(queue).number();
    keeps.put(queue, keep);
    return keep;
  }

  /** Jobs of a handler were pushed to a lane: notes the stretches that they are in. */
  void see(long lane, long handler, long first, long last) throws SQLException {
    for (long stretch = Ids.stretch(first); stretch <= Ids.stretch(last); stretch++) {
      if (seen.add(new Seen(lane, handler, stretch))) {
        on("seen.add").put(lane).put(handler).put(stretch).run();
      }
    }
    if (seen.size() > MOST_SEEN) {
      seen.clear();
    }
  }

  /** Jobs of a queue came into a state, or left it. */
  void count(long queue, int state, long change) {
    tally.computeIfAbsent(new Cell(queue, state), any -> new Sum()).change += change;
  }

  /** Jobs of a queue went from one state to another. */
  void move(long queue, int from, int to, long count) {
    count(queue, from, -count);
    count(queue, to, count);
  }

  /** Something of {@code queue} may be ready, now or at its time. */
  void touch(String queue) {
    ready.add(queue);
  }

  /** Something else happened that others want to know at once. */
  void change() {
    isChanged = true;
  }

  Set<String> touched() {
    return Set.copyOf(ready);
  }

  boolean isChanged() {
    return isChanged;
  }

  /** Forgets what belonged to the transaction before. */
  void begin() {
    tally.clear();
    keeps.clear();
    ready.clear();
    isChanged = false;
  }

  /** Writes what was gathered; the last thing before the commit. */
  void flush() throws SQLException {
    for (var entry : tally.entrySet()) {
      if (entry.getValue().change != 0) {
        var cell = entry.getKey();
        on("tally.add").put(cell.queue()).put(cell.state()).put(entry.getValue().change).run();
      }
    }
  }

  /** Nothing of this transaction happened. */
  void undo() {
    dictionary.forget();
    ids.forget();
    seen.clear();
    begin();
  }
}

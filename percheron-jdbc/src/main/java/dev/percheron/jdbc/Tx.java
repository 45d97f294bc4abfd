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
  private record Seen(long lane, long handler, long stretch) {}

  /** How the counts of one queue change, by state. */
  private static final class Sums {
    final long queue;
    final long[] changes = new long[StateCode.COUNT];

    Sums(long queue) {
      this.queue = queue;
    }
  }

  private static final long NO_QUEUE = -1;
  private static final int MOST_SEEN = 10_000;

  private final Session session;
  private final InstantSource time;
  private final Dictionary dictionary;
  private final IdBlocks ids = new IdBlocks();
  private final Map<Long, Sums> tally = new HashMap<>();
  private Sums last = new Sums(NO_QUEUE); // most of what is counted is of one queue
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
    if (last.queue != queue) {
      last = tally.computeIfAbsent(queue, any -> new Sums(queue));
    }
    last.changes[state] += change;
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
    last = new Sums(NO_QUEUE);
    keeps.clear();
    ready.clear();
    isChanged = false;
  }

  /** Writes what was gathered; the last thing before the commit. */
  void flush() throws SQLException {
    for (var sums : tally.values()) {
      for (int state = 0; state < StateCode.COUNT; state++) {
        if (sums.changes[state] != 0) {
          on("tally.add").put(sums.queue).put(state).put(sums.changes[state]).run();
        }
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

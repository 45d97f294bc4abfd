package dev.percheron.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers of names, ids for new jobs, and the coarse index of what was pushed where. All of it is
 * stored before the jobs that need it and by itself, so no push waits for another's row; what is
 * left behind by a push that failed does no harm.
 *
 * <p>Safe for use by many threads.
 */
final class PostgresNames {
  private static final int MOST_SEEN = 10_000;

  private final PostgresSessions sessions;
  private final PostgresClock clock;
  private final Dictionary dictionary;
  private final IdBlocks ids = new IdBlocks(); // guarded by itself
  private final Set<Seen> seen = ConcurrentHashMap.newKeySet();

  private final AtomicLong saidIn = new AtomicLong(); // the hour of what is in seen

  /** Jobs of a handler in a lane. */
  record Kind(long lane, long handler) {}

  private record Seen(Kind kind, long stretch) {}

  PostgresNames(PostgresSessions sessions, PostgresClock clock, Dictionary dictionary) {
    this.sessions = sessions;
    this.clock = clock;
    this.dictionary = dictionary;
  }

  /** The first of so many new job ids in a row. */
  long ids(int count) {
    synchronized (ids) {
      if (ids.has(count)) {
        return ids.next(count);
      }
      return sessions.once(session -> ids.take(session, count));
    }
  }

  /** Empty when there is no such queue. */
  Optional<Lane> lane(String queue, int priority) {
    var known = dictionary.known(queue, priority);
    return known.isPresent()
        ? known
        : sessions.once(session -> dictionary.intern(session, queue, priority));
  }

  /** The numbers of handlers' names; those that are new are stored, all at once. */
  Map<String, Long> handlers(Set<String> names) {
    var numbers = new HashMap<String, Long>();
    var unknown = new HashSet<String>();
    for (var name : names) {
      dictionary
          .known(name)
          .ifPresentOrElse(number -> numbers.put(name, number), () -> unknown.add(name));
    }
    if (!unknown.isEmpty()) {
      numbers.putAll(sessions.once(session -> dictionary.internAll(session, unknown)));
    }
    return numbers;
  }

  /** Jobs of handlers are about to be pushed to lanes: numbers from {@code first} to the last. */
  void see(Set<Kind> kinds, long first, long last) {
    forgetAfterAnHour();
    var fresh = new ArrayList<Seen>();
    for (long stretch = Ids.stretch(first); stretch <= Ids.stretch(last); stretch++) {
      for (var kind : kinds) {
        var one = new Seen(kind, stretch);
        if (!seen.contains(one)) {
          fresh.add(one);
        }
      }
    }
    if (!fresh.isEmpty()) {
      sessions.once(session -> add(session, fresh));
      seen.addAll(fresh);
    }
    if (seen.size() > MOST_SEEN) {
      seen.clear();
    }
  }

  /** The pruner takes what is not said again for what may go. */
  private void forgetAfterAnHour() {
    long now = clock.given().isPresent() ? clock.parameter() : System.nanoTime() / 1_000;
    long hour = Math.floorDiv(now, Micros.of(Duration.ofHours(1)));
    if (saidIn.getAndSet(hour) != hour) {
      seen.clear();
    }
  }

  private int add(Session session, List<Seen> fresh) throws SQLException {
    return ((PostgresCommand) session.on("seen.add").putTime(clock.parameter()))
        .putArray(fresh.stream().mapToInt(one -> (int) one.kind().lane()).toArray())
        .putArray(fresh.stream().mapToInt(one -> (int) one.kind().handler()).toArray())
        .putArray(fresh.stream().mapToLong(Seen::stretch).toArray())
        .run();
  }
}

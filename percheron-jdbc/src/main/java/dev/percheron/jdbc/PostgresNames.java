package dev.percheron.jdbc;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
  private final Dictionary dictionary;
  private final IdBlocks ids = new IdBlocks(); // guarded by itself
  private final Set<Seen> seen = ConcurrentHashMap.newKeySet();

  private record Seen(long lane, long handler, long stretch) {}

  PostgresNames(PostgresSessions sessions, Dictionary dictionary) {
    this.sessions = sessions;
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

  long handler(String name) {
    var known = dictionary.known(name);
    return known.isPresent()
        ? known.orElseThrow()
        : sessions.once(session -> dictionary.intern(session, name));
  }

  /** Jobs of a handler are about to be pushed to a lane. */
  void see(long lane, long handler, long first, long last) {
    for (long stretch = Ids.stretch(first); stretch <= Ids.stretch(last); stretch++) {
      var one = new Seen(lane, handler, stretch);
      if (!seen.contains(one)) {
        sessions.once(session -> add(session, one));
        seen.add(one);
      }
    }
    if (seen.size() > MOST_SEEN) {
      seen.clear();
    }
  }

  private static int add(Session session, Seen one) throws SQLException {
    return session.on("seen.add").put(one.lane()).put(one.handler()).put(one.stretch()).run();
  }
}

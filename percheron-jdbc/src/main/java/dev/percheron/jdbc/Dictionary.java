package dev.percheron.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names and their numbers: handlers, queues, lanes. What is stored under a number never changes and
 * is never deleted, so it is remembered.
 *
 * <p>Safe for use by many threads, but who writes has one of its own, because what it has just
 * added is not certain before it is committed; see {@link #forget}.
 */
final class Dictionary {
  private record LaneName(String queue, int priority) {}

  private final Map<Long, String> handlers = new ConcurrentHashMap<>();
  private final Map<String, Long> handlerIds = new ConcurrentHashMap<>();
  private final Map<Long, Lane> lanes = new ConcurrentHashMap<>();
  private final Map<LaneName, Lane> lanesByName = new ConcurrentHashMap<>();

  /** The name of a handler; empty when there is none with that number. */
  Optional<String> handler(Session session, long id) throws SQLException {
    var known = handlers.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    var name = session.on("handler.name").put(id).first(row -> row.getString(1));
    name.ifPresent(found -> handlers.put(id, found));
    return name;
  }

  /** The lane with a number; empty when there is none. */
  Optional<Lane> lane(Session session, long id) throws SQLException {
    var known = lanes.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    var lane = session.on("lane.get").put(id).first(Dictionary::lane);
    lane.ifPresent(found -> lanes.put(id, found));
    return lane;
  }

  /** The number of a handler's name, which is new perhaps. Only for the writer. */
  long intern(Session session, String handler) throws SQLException {
    var known = handlerIds.get(handler);
    if (known != null) {
      return known;
    }
    var found = find(session, handler);
    if (found.isEmpty()) {
      session.on("handler.add").put(handler).run();
      found = find(session, handler);
    }
    long id = found.orElseThrow(() -> new SQLException("a handler's name was not stored"));
    handlerIds.put(handler, id);
    return id;
  }

  /**
   * The numbers of handlers' names, which are new perhaps: two statements more for all that are.
   */
  Map<String, Long> internAll(Session session, Set<String> names) throws SQLException {
    var found = findAll(session, names);
    if (found.size() < names.size()) {
      var added = names.stream().filter(name -> !found.containsKey(name)).toArray(String[]::new);
      ((PostgresCommand) session.on("handler.add-all")).putArray(added).run();
      found.putAll(findAll(session, names));
    }
    if (found.size() < names.size()) {
      throw new SQLException("a handler's name was not stored");
    }
    handlerIds.putAll(found);
    return found;
  }

  private static Map<String, Long> findAll(Session session, Set<String> names) throws SQLException {
    var found = new HashMap<String, Long>();
    ((PostgresCommand) session.on("handler.find-all"))
        .putArray(names.toArray(String[]::new))
        .each(row -> found.put(row.getString(1), row.getLong(2)));
    return found;
  }

  /**
   * The lane of a queue at a priority, new perhaps; empty without such a queue. Only for the
   * writer.
   */
  Optional<Lane> intern(Session session, String queue, int priority) throws SQLException {
    var name = new LaneName(queue, priority);
    var known = lanesByName.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    var found = find(session, name);
    if (found.isEmpty()) {
      session.on("lane.add").put(queue).put(priority).run();
      found = find(session, name);
    }
    found.ifPresent(lane -> lanesByName.put(name, lane));
    return found;
  }

  /** The number of a handler's name, if it is remembered. */
  Optional<Long> known(String handler) {
    return Optional.ofNullable(handlerIds.get(handler));
  }

  /** The lane of a queue at a priority, if it is remembered. */
  Optional<Lane> known(String queue, int priority) {
    return Optional.ofNullable(lanesByName.get(new LaneName(queue, priority)));
  }

  /** Forgets everything: what was added last was not committed. */
  void forget() {
    handlers.clear();
    handlerIds.clear();
    lanes.clear();
    lanesByName.clear();
  }

  private static Optional<Long> find(Session session, String handler) throws SQLException {
    return session.on("handler.find").put(handler).first(row -> row.getLong(1));
  }

  private static Optional<Lane> find(Session session, LaneName name) throws SQLException {
    return session.on("lane.find").put(name.queue()).put(name.priority()).first(Dictionary::lane);
  }

  private static Lane lane(ResultSet row) throws SQLException {
    return new Lane(row.getLong(1), row.getLong(2), row.getString(3), row.getInt(4));
  }
}

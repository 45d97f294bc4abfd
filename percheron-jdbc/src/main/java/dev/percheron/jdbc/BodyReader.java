package dev.percheron.jdbc;

import dev.percheron.jdbc.Body.Tries;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the rows of jobs, many at once. */
final class BodyReader {
  private static final int HAS_TRIES = 1;
  private static final int HAS_META = 2;

  private final Session session;
  private final Dictionary dictionary;

  BodyReader(Session session, Dictionary dictionary) {
    this.session = session;
    this.dictionary = dictionary;
  }

  /** The rows of {@code ids}, in that order; empty where there is none. */
  List<Optional<Body>> read(long[] ids) throws SQLException {
    var sorted = ids.clone();
    Arrays.sort(sorted);
    var found = rows(sorted); // in the order of their ids, which is mostly the one asked for
    return isWanted(found, ids) ? found.stream().map(Optional::of).toList() : inOrder(found, ids);
  }

  private static boolean isWanted(List<Body> found, long[] ids) {
    boolean wanted = found.size() == ids.length;
    for (int i = 0; wanted && i < ids.length; i++) {
      wanted = found.get(i).id() == ids[i];
    }
    return wanted;
  }

  private static List<Optional<Body>> inOrder(List<Body> found, long[] ids) {
    var byId = HashMap.<Long, Body>newHashMap(found.size());
    found.forEach(body -> byId.put(body.id(), body));
    var inOrder = new ArrayList<Optional<Body>>(ids.length);
    for (var id : ids) {
      inOrder.add(Optional.ofNullable(byId.get(id)));
    }
    return inOrder;
  }

  private List<Body> rows(long[] sorted) throws SQLException {
    long changed = session.on("body.changed").number();
    Map<Long, Tries> tries = (changed & HAS_TRIES) != 0 ? tries(sorted) : Map.of();
    Map<Long, String> metas = (changed & HAS_META) != 0 ? metas(sorted) : Map.of();
    var found = new ArrayList<Body>(sorted.length);
    select(sorted).each(row -> found.add(body(row, tries, metas)));
    return found;
  }

  private Command select(long[] sorted) throws SQLException {
    return Ids.isRange(sorted)
        ? session.on("body.range").put(sorted[0]).put(sorted[sorted.length - 1])
        : session.on("body.some").putIds(sorted);
  }

  private Body body(ResultSet row, Map<Long, Tries> tries, Map<Long, String> metas)
      throws SQLException {
    long id = row.getLong(1);
    boolean isPlain = row.getInt(6) == 0;
    return new Body(
        id,
        dictionary.handler(session, row.getLong(2)),
        dictionary.lane(session, row.getLong(3)),
        row.getLong(4),
        isPlain ? Micros.NONE : Columns.time(row, 7),
        isPlain ? "" : Columns.text(row, 8),
        arguments(row),
        metas.containsKey(id) ? metas.get(id) : isPlain ? "" : Columns.text(row, 9),
        tries.getOrDefault(id, Tries.NONE));
  }

  /** As bytes: for a text this driver makes two objects more. */
  private static String arguments(ResultSet row) throws SQLException {
    var bytes = row.getBytes(5);
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  private Map<Long, Tries> tries(long[] ids) throws SQLException {
    var tries = new HashMap<Long, Tries>();
    session
        .on("body.tries")
        .putIds(ids)
        .each(row ->
            tries.put(
                row.getLong(1),
                new Tries(row.getInt(2), row.getInt(3), row.getInt(4), Columns.time(row, 5))));
    return tries;
  }

  private Map<Long, String> metas(long[] ids) throws SQLException {
    var metas = new HashMap<Long, String>();
    session.on("body.meta").putIds(ids).each(row -> metas.put(row.getLong(1), row.getString(2)));
    return metas;
  }
}

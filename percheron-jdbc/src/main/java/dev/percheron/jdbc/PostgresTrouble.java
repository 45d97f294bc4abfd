package dev.percheron.jdbc;

import dev.percheron.api.StoreUnavailable;
import java.sql.SQLException;
import java.util.Set;

/**
 * Says what an error of PostgreSQL means: what happened, why, what to do. The one place that does.
 * States are those of the manual's appendix A.
 */
final class PostgresTrouble {
  private final String where;

  /**
   * @param where the store, for the messages; without a password
   */
  PostgresTrouble(String where) {
    this.where = where;
  }

  String where() {
    return where;
  }

  /** Whether the same transaction may well succeed when it is run again. */
  static boolean isWorthAgain(SQLException e) {
    var state = state(e);
    return state.equals("40001") || state.equals("40P01");
  }

  /** Whether the connection is of no use any more. */
  static boolean isOfTheConnection(SQLException e) {
    var state = state(e);
    return state.startsWith("08") || state.startsWith("57P") || state.isEmpty();
  }

  StoreUnavailable unavailable(SQLException e) {
    return isInDoubt(e)
        ? StoreUnavailable.inDoubt(sentence(e), e)
        : new StoreUnavailable(sentence(e), e);
  }

  /**
   * Whether the connection broke while the answer was awaited: what was asked may have been
   * committed. Not when there never was a connection (08001, 08004, 57P03).
   */
  private static boolean isInDoubt(SQLException e) {
    return isOfTheConnection(e) && !Set.of("08001", "08004", "57P03").contains(state(e));
  }

  private String sentence(SQLException e) {
    var state = state(e);
    return switch (state) {
      case "57P03" ->
          "the database %s is starting or stopping (%s); nothing was stored, it goes on as soon as the server is back"
              .formatted(where, message(e));
      case "57P01", "57P02" ->
          "the database %s is stopping (%s); what was under way may have been stored or not, it goes on as soon as the server is back"
              .formatted(where, message(e));
      case "53100" ->
          "the database %s is full: there is no room on its disk; nothing was stored, it goes on as soon as there is room"
              .formatted(where);
      case "53300", "53400" ->
          "the database %s has no connection left (%s); raise max_connections, or let fewer processes have fewer each"
              .formatted(where, message(e));
      case "25006" ->
          "the database %s is read-only: this may be a standby, or the primary until a moment ago; connect with targetServerType=primary, or wait until the failover is over"
              .formatted(where);
      case "57014" ->
          "a statement took longer than the database %s allows (%s); nothing was stored"
              .formatted(where, message(e));
      case "55P03" ->
          "a lock in the database %s was not to be had in time (%s); nothing was stored, see who holds it in pg_stat_activity"
              .formatted(where, message(e));
      case "28P01", "28000" ->
          "the database %s does not let this user in (%s)".formatted(where, message(e));
      case "3D000" -> "there is no such database: %s (%s)".formatted(where, message(e));
      case "42501" ->
          "this user may not do that in the database %s (%s); see the roles in docs/operations/postgresql.md"
              .formatted(where, message(e));
      case "40001", "40P01" ->
          "others changed the same rows of the database %s again and again (%s); nothing was stored, try again"
              .formatted(where, message(e));
      default -> otherwise(e, state);
    };
  }

  private String otherwise(SQLException e, String state) {
    if (isOfTheConnection(e)) {
      return "the database %s cannot be reached (%s); it is tried again, what was under way may have been stored or not"
          .formatted(where, message(e));
    }
    return "the database %s could not do what was asked: %s (state %s); nothing was stored"
        .formatted(where, message(e), state);
  }

  private static String message(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static String state(SQLException e) {
    var state = e.getSQLState();
    return state == null ? "" : state;
  }
}

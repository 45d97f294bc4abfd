package dev.percheron.jdbc;

import dev.percheron.api.Failure;
import dev.percheron.api.Settlement;
import dev.percheron.json.StoredJson;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Which running jobs somebody wants cancelled. */
final class Wishes {
  private static final String CANCELLED = "percheron.Cancelled";

  private final Tx tx;
  private final boolean isAny;

  private Wishes(Tx tx, boolean isAny) {
    this.tx = tx;
    this.isAny = isAny;
  }

  static Wishes in(Tx tx) throws SQLException {
    return new Wishes(tx, !Extras.present(tx, List.of(Extras.WISHES)).isEmpty());
  }

  /** What stands where the failure of a cancelled job would. */
  static String failure(String reason) {
    return StoredJson.failure(Failure.of(CANCELLED, reason));
  }

  /** What is written instead when the job would go on and somebody wants it cancelled. */
  Settlement honoured(long job, Settlement settlement) throws SQLException {
    return switch (settlement) {
      case Settlement.Retry r -> cancelledOr(job, r);
      case Settlement.Snooze s -> cancelledOr(job, s);
      case Settlement.GiveBack g -> cancelledOr(job, g);
      case Settlement.Done d -> d;
      case Settlement.Fail f -> f;
      case Settlement.Cancel c -> c;
      case Settlement.Expire e -> e;
    };
  }

  private Settlement cancelledOr(long job, Settlement settlement) throws SQLException {
    var wish = isAny ? find(job) : Optional.<String>empty();
    return wish.<Settlement>map(Settlement.Cancel::new).orElse(settlement);
  }

  private Optional<String> find(long job) throws SQLException {
    return tx.on("wish.find").put(job).first(row -> row.getString(1));
  }
}

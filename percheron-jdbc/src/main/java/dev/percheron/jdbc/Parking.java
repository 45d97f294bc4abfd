package dev.percheron.jdbc;

import dev.percheron.api.ClaimId;
import dev.percheron.api.Failure;
import dev.percheron.api.WorkerId;
import dev.percheron.json.StoredJson;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Claimed jobs whose rows cannot be read: they fail, visibly, and the others go on. */
final class Parking implements Write<Boolean> {
  /** The type of the failure of such a job. */
  static final String UNREADABLE = "percheron.UnreadableRow";

  private final WorkerId worker;
  private final ClaimId claim;
  private final List<Parked> parked = new ArrayList<>();

  Parking(WorkerId worker, ClaimId claim) {
    this.worker = worker;
    this.claim = claim;
  }

  private record Parked(long job, int place, String reason) {}

  void add(long job, int place, String reason) {
    parked.add(new Parked(job, place, reason));
  }

  boolean isEmpty() {
    return parked.isEmpty();
  }

  /** The failure of a job whose row cannot be read. */
  static Failure failure(String reason) {
    return Failure.of(UNREADABLE, "the job's row in the store cannot be read: " + reason);
  }

  @Override
  public Boolean in(Tx tx) throws SQLException {
    var open = OpenClaims.find(tx, claim, worker);
    if (open.isEmpty()) {
      return false;
    }
    var endings = new Endings(tx, worker);
    for (var one : parked) {
      if (open.orElseThrow().isOpen(one.place(), one.job())) {
        open.orElseThrow().settle(one.place());
        park(tx, endings, one);
      }
    }
    open.orElseThrow().save(tx);
    endings.flush();
    return true;
  }

  private static void park(Tx tx, Endings endings, Parked one) throws SQLException {
    var place = Place.of(tx, one.job());
    if (place.isPresent()) {
      var found = place.orElseThrow();
      endings.end(
          one.job(),
          tx.lane(found.lane()),
          StateCode.FAILED,
          found.used(),
          Micros.NONE,
          StoredJson.failure(failure(one.reason())));
    }
  }
}

package dev.percheron.jdbc;

import dev.percheron.api.ClaimId;
import dev.percheron.api.Failure;
import dev.percheron.api.WorkerId;
import dev.percheron.json.StoredJson;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Claimed jobs whose rows cannot be read: they leave the claim and fail, visibly, and the others
 * move up. Done before the worker sees the claim. Answers whether the claim was still the worker's.
 */
final class Parking implements Write<Boolean> {
  /** The type of the failure of such a job. */
  static final String UNREADABLE = "percheron.UnreadableRow";

  private final WorkerId worker;
  private final ClaimId id;
  private final int slots;
  private final Map<Long, String> reasons = new HashMap<>();

  Parking(WorkerId worker, ClaimId id, int slots) {
    this.worker = worker;
    this.id = id;
    this.slots = slots;
  }

  void add(long job, String reason) {
    reasons.put(job, reason);
  }

  boolean isEmpty() {
    return reasons.isEmpty();
  }

  /** The failure of a job whose row cannot be read. */
  static Failure failure(String reason) {
    return Failure.of(UNREADABLE, "the job's row in the store cannot be read: " + reason);
  }

  @Override
  public Boolean in(Tx tx) throws SQLException {
    var claim = OpenClaims.find(tx, id, worker);
    if (claim.isEmpty()) {
      return false; // rescued meanwhile: whoever has the jobs now parks them
    }
    shrink(tx, claim.orElseThrow());
    var endings = new Endings(tx, worker);
    for (var parked : reasons.entrySet()) {
      park(tx, endings, parked.getKey(), failure(parked.getValue()));
    }
    endings.flush();
    return true;
  }

  private void shrink(Tx tx, Claim claim) throws SQLException {
    var left = LongStream.of(claim.jobs).filter(job -> !reasons.containsKey(job)).toArray();
    if (left.length == 0) {
      tx.on("claim.close").put(id.value()).put(worker.value()).run();
    } else {
      tx.on("claim.shrink")
          .put(id.value())
          .put(worker.value())
          .putNumbers(left)
          .put(Claim.startedFirst(slots, left.length))
          .put(Bits.none(left.length))
          .run();
    }
  }

  /** Ends a job of a claim without having understood it. */
  static void park(Tx tx, Endings endings, long job, Failure failure) throws SQLException {
    var place = Place.of(tx, job);
    if (place.isPresent()) {
      var lane = tx.lane(place.orElseThrow().lane());
      int used = place.orElseThrow().used();
      var text = StoredJson.failure(failure);
      endings.end(job, lane, StateCode.FAILED, used, Micros.NONE, text);
    }
  }
}

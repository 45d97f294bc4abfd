package dev.percheron.jdbc;

import dev.percheron.api.ClaimId;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.ClaimedJob;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The claims that one settling touches: each read once and written once. */
final class OpenClaims {
  private final Tx tx;
  private final WorkerId worker;
  private final Map<Long, Optional<Claim>> claims = new HashMap<>();
  private long last = -1; // what is settled together was claimed together, most of the time
  private Optional<Claim> lastClaim = Optional.empty();

  OpenClaims(Tx tx, WorkerId worker) {
    this.tx = tx;
    this.worker = worker;
  }

  /** A claim as long as it belongs to a worker. */
  static Optional<Claim> find(Tx tx, ClaimId claim, WorkerId worker) throws SQLException {
    return tx.on("claim.open")
        .put(claim.value())
        .put(worker.value())
        .first(row -> Claim.read(row, claim.value(), worker.value(), 1));
  }

  /** The claim of a job, as long as the worker has it and the job is not settled. */
  Optional<Claim> of(ClaimedJob job) throws SQLException {
    var attempt = job.attempt();
    var claim = of(attempt.claim());
    return claim.isPresent() && claim.orElseThrow().isOpen(job.place(), attempt.job().value())
        ? claim
        : Optional.empty();
  }

  private Optional<Claim> of(ClaimId claim) throws SQLException {
    if (claim.value() != last) {
      var known = claims.get(claim.value());
      lastClaim = known == null ? find(tx, claim, worker) : known;
      claims.put(claim.value(), lastClaim);
      last = claim.value();
    }
    return lastClaim;
  }

  /**
   * The claim that a job has of its own since it was to be completed in a transaction of the
   * user's, when that was rolled back or never got so far; not while it is open.
   */
  Optional<Claim> apart(ClaimedJob job) throws SQLException {
    if (!tx.session().knows("claim.open-apart")) {
      return Optional.empty(); // this database has one writer, so nothing is completed elsewhere
    }
    var attempt = job.attempt();
    var claim =
        tx.on("claim.open-apart")
            .put(attempt.claim().value())
            .put(worker.value())
            .put(attempt.job().value())
            .first(row -> Claim.read(row, row.getLong(5), worker.value(), 1));
    claim.ifPresent(found -> claims.put(found.id.value(), claim));
    return claim;
  }

  void save() throws SQLException {
    for (var claim : claims.values()) {
      if (claim.isPresent()) {
        claim.orElseThrow().save(tx);
      }
    }
  }
}

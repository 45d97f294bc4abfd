package dev.percheron.jdbc;

import dev.percheron.api.ClaimId;
import dev.percheron.api.WorkerId;
import dev.percheron.jdbc.Body.Tries;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Claims that were made although the answer never came: the connection broke in between. Nobody
 * runs their jobs, and as long as the worker lives nobody rescues them, so they are given back.
 */
final class LostClaims {
  private final PostgresStore store;
  private final WorkerId worker;
  private final HeldClaims.OfWorker mine;

  LostClaims(PostgresStore store, WorkerId worker, HeldClaims.OfWorker mine) {
    this.store = store;
    this.worker = worker;
    this.mine = mine;
  }

  void giveBack() {
    store.write(this::giveBack);
  }

  private boolean giveBack(Tx tx) throws SQLException {
    for (var claim : unknown(tx)) {
      var locked = OpenClaims.find(tx, claim, worker);
      if (locked.isPresent()) {
        giveBack(tx, locked.orElseThrow());
      }
    }
    return true;
  }

  private List<ClaimId> unknown(Tx tx) throws SQLException {
    var unknown = new ArrayList<ClaimId>();
    tx.on("claim.of-worker")
        .put(worker.value())
        .each(row -> {
          if (!mine.knows(row.getLong(1))) {
            unknown.add(new ClaimId(row.getLong(1)));
          }
        });
    return unknown;
  }

  private void giveBack(Tx tx, Claim claim) throws SQLException {
    var endings = new Endings(tx, worker);
    var bodies = new BodyReader(tx.session(), tx.dictionary()).read(claim.jobs);
    for (var place : claim.open()) {
      var body = bodies.get(place);
      if (body.isPresent() && body.orElseThrow().lane().isPresent()) {
        var tries = body.orElseThrow().tries();
        var again = new Tries(tries.used(), tries.forgiven(), 0, tries.startedAt());
        endings.giveBack(claim.jobs[place], body.orElseThrow().lane().orElseThrow(), again);
      }
      claim.settle(place);
    }
    claim.save(tx);
    endings.flush();
  }
}

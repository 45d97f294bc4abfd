package dev.percheron.jdbc;

import dev.percheron.api.Attempt;
import dev.percheron.api.ClaimId;
import dev.percheron.api.WorkerId;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Takes a running job out of its claim and gives it one of its own. A transaction of the user's
 * that completes the job then locks this claim only: the others that were claimed with it are
 * settled meanwhile as ever, and rescue passes by a row that is locked.
 */
record Apart(Attempt attempt) implements Write<Optional<Apart.Own>> {
  /**
   * The claim of one job.
   *
   * @param claim its number
   * @param worker who has it
   */
  record Own(ClaimId claim, WorkerId worker) {}

  /** Empty when nobody has the job any more under this attempt's claim. */
  @Override
  public Optional<Own> in(Tx tx) throws SQLException {
    var whole =
        tx.on("claim.whole")
            .put(attempt.claim().value())
            .first(row -> Claim.read(row, attempt.claim().value(), row.getLong(1), 2));
    var place = whole.map(this::place).orElse(-1);
    return place < 0 ? before(tx) : Optional.of(take(tx, whole.orElseThrow(), place));
  }

  private int place(Claim claim) {
    long job = attempt.job().value();
    return IntStream.range(0, claim.jobs.length)
        .filter(place -> claim.isOpen(place, job))
        .findFirst()
        .orElse(-1);
  }

  private Own take(Tx tx, Claim claim, int place) throws SQLException {
    claim.start(place, tx.now()); // it says so itself by being here
    claim.settle(place);
    claim.save(tx);
    var started = new long[] {1 + claim.startedAt(place) - claim.claimedAt};
    long id =
        tx.on("claim.apart")
            .put(claim.worker)
            .put(claim.claimedAt)
            .putIds(attempt.job().value())
            .put(Packed.written(started))
            .put(attempt.claim().value())
            .number();
    return new Own(new ClaimId(id), new WorkerId(claim.worker));
  }

  /** A transaction before this one was rolled back, or the answer was lost. */
  private Optional<Own> before(Tx tx) throws SQLException {
    return tx.on("claim.find-apart")
        .put(attempt.claim().value())
        .put(attempt.job().value())
        .first(row -> new Own(new ClaimId(row.getLong(1)), new WorkerId(row.getLong(2))));
  }
}

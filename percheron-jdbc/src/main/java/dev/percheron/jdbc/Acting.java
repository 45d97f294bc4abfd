package dev.percheron.jdbc;

import dev.percheron.api.CancelAnswer;
import dev.percheron.api.ChangeAnswer;
import dev.percheron.api.JobId;
import java.sql.SQLException;
import java.util.Optional;

/** What people do to single jobs. */
final class Acting {
  private static final int MOST_LOOKS = 100;

  /** The state of a transaction that is to be run again, as SQL says it. */
  private static final String AGAIN = "40001";

  private Acting() {}

  static Write<CancelAnswer> cancel(JobId job, String reason) {
    return tx -> act(tx, job, CancelAnswer.NOT_FOUND, place -> cancel(tx, place, reason));
  }

  static Write<ChangeAnswer> retry(JobId job) {
    return tx -> act(tx, job, ChangeAnswer.NOT_FOUND, place -> retry(tx, place));
  }

  static Write<ChangeAnswer> delete(JobId job) {
    return tx -> act(tx, job, ChangeAnswer.NOT_FOUND, place -> delete(tx, place));
  }

  /** Something done to a job where it was seen; empty when it was not there any more. */
  @FunctionalInterface
  private interface Act<T> {
    Optional<T> at(Place place) throws SQLException;
  }

  /** Where others write at the same time, the job may have moved since it was looked at. */
  private static <T> T act(Tx tx, JobId job, T notFound, Act<T> act) throws SQLException {
    for (int i = 0; i < MOST_LOOKS; i++) {
      var place = Place.of(tx, job.value());
      if (place.isEmpty()) {
        return notFound;
      }
      var answer = act.at(place.orElseThrow());
      if (answer.isPresent()) {
        return answer.orElseThrow();
      }
    }
    throw new SQLException(
        "job %s was moved by others %d times in a row".formatted(job, MOST_LOOKS));
  }

  private static Optional<CancelAnswer> cancel(Tx tx, Place job, String reason)
      throws SQLException {
    return switch (StateCode.state(job.state())) {
      case SCHEDULED, READY -> cancelWaiting(tx, job, reason);
      case RUNNING -> wish(tx, job, reason);
      case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> Optional.of(CancelAnswer.ENDED);
    };
  }

  private static Optional<CancelAnswer> cancelWaiting(Tx tx, Place job, String reason)
      throws SQLException {
    if (!removeWaiting(tx, job)) {
      return Optional.empty();
    }
    tx.on("history.cancel")
        .put(job.job())
        .put(job.lane())
        .put(job.used())
        .put(tx.now())
        .put(Wishes.failure(reason))
        .run();
    tx.count(tx.lane(job.lane()).queueId(), StateCode.CANCELLED, 1);
    Extras.delete(tx, Extras.OF_UNFINISHED, job.job());
    return Optional.of(CancelAnswer.CANCELLED);
  }

  /** The first who wants it cancelled is the one who is named. */
  private static Optional<CancelAnswer> wish(Tx tx, Place job, String reason) throws SQLException {
    boolean isThere =
        tx.on("wish.put").put(job.job()).put(reason).run() > 0
            || tx.on("wish.find").put(job.job()).first(row -> row.getString(1)).isPresent();
    tx.change();
    return isThere ? Optional.of(CancelAnswer.REQUESTED) : Optional.empty();
  }

  /** Whether it was still there. */
  private static boolean removeWaiting(Tx tx, Place job) throws SQLException {
    var remove =
        job.state() == StateCode.SCHEDULED
            ? tx.on("deferred.remove").put(job.job())
            : tx.on("ready.remove").put(job.lane()).put(job.due()).put(job.job());
    boolean wasThere = remove.run() > 0;
    if (wasThere) {
      tx.count(tx.lane(job.lane()).queueId(), job.state(), -1);
    }
    return wasThere;
  }

  private static Optional<ChangeAnswer> retry(Tx tx, Place job) throws SQLException {
    boolean isRetryable = job.state() > StateCode.SUCCEEDED;
    if (!isRetryable || !takeKey(tx, job)) {
      return Optional.of(ChangeAnswer.REFUSED);
    }
    var lane = tx.lane(job.lane());
    tx.on("tries.forgive").put(job.job()).put(tx.now()).run();
    if (tx.on("history.remove").put(job.job()).run() == 0) {
      throw new SQLException("job %d was changed by somebody else".formatted(job.job()), AGAIN);
    }
    tx.on("ready.back").put(job.job()).run();
    tx.move(lane.queueId(), job.state(), StateCode.READY, 1);
    tx.touch(lane.queue());
    return Optional.of(ChangeAnswer.DONE);
  }

  /** A job that runs again has its key again, unless another has it meanwhile. */
  private static boolean takeKey(Tx tx, Place job) throws SQLException {
    if (job.uniqueKey().isEmpty()) {
      return true;
    }
    var key = job.uniqueKey().orElseThrow();
    boolean isFree = tx.on("uniq.find").put(key).first(row -> row.getLong(1)).isEmpty();
    return isFree && tx.on("uniq.add").put(key).put(job.job()).run() > 0;
  }

  private static Optional<ChangeAnswer> delete(Tx tx, Place job) throws SQLException {
    return switch (StateCode.state(job.state())) {
      case RUNNING -> Optional.of(ChangeAnswer.REFUSED);
      case SCHEDULED, READY -> removeWaiting(tx, job) ? deleted(tx, job) : Optional.empty();
      case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> deleteEnded(tx, job);
    };
  }

  private static Optional<ChangeAnswer> deleteEnded(Tx tx, Place job) throws SQLException {
    if (tx.on("history.remove").put(job.job()).run() == 0) {
      return Optional.empty();
    }
    tx.count(tx.lane(job.lane()).queueId(), job.state(), -1);
    return deleted(tx, job);
  }

  private static Optional<ChangeAnswer> deleted(Tx tx, Place job) throws SQLException {
    Deletion.delete(tx, job.job());
    return Optional.of(ChangeAnswer.DONE);
  }
}

package dev.percheron.jdbc;

import dev.percheron.api.CancelAnswer;
import dev.percheron.api.ChangeAnswer;
import dev.percheron.api.JobId;
import java.sql.SQLException;

/** What people do to single jobs. */
final class Acting {
  private Acting() {}

  static Write<CancelAnswer> cancel(JobId job, String reason) {
    return tx -> {
      var place = Place.of(tx, job.value());
      return place.isEmpty() ? CancelAnswer.NOT_FOUND : cancel(tx, place.orElseThrow(), reason);
    };
  }

  static Write<ChangeAnswer> retry(JobId job) {
    return tx -> {
      var place = Place.of(tx, job.value());
      return place.isEmpty() ? ChangeAnswer.NOT_FOUND : retry(tx, place.orElseThrow());
    };
  }

  static Write<ChangeAnswer> delete(JobId job) {
    return tx -> {
      var place = Place.of(tx, job.value());
      return place.isEmpty() ? ChangeAnswer.NOT_FOUND : delete(tx, place.orElseThrow());
    };
  }

  private static CancelAnswer cancel(Tx tx, Place job, String reason) throws SQLException {
    return switch (StateCode.state(job.state())) {
      case SCHEDULED, READY -> cancelWaiting(tx, job, reason);
      case RUNNING -> wish(tx, job, reason);
      case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> CancelAnswer.ENDED;
    };
  }

  private static CancelAnswer cancelWaiting(Tx tx, Place job, String reason) throws SQLException {
    removeWaiting(tx, job);
    tx.on("history.cancel")
        .put(job.job())
        .put(job.lane())
        .put(job.used())
        .put(tx.now())
        .put(Wishes.failure(reason))
        .run();
    tx.count(tx.lane(job.lane()).queueId(), StateCode.CANCELLED, 1);
    Extras.delete(tx, Extras.OF_UNFINISHED, job.job());
    return CancelAnswer.CANCELLED;
  }

  /** The first who wants it cancelled is the one who is named. */
  private static CancelAnswer wish(Tx tx, Place job, String reason) throws SQLException {
    tx.on("wish.put").put(job.job()).put(reason).run();
    tx.change();
    return CancelAnswer.REQUESTED;
  }

  private static void removeWaiting(Tx tx, Place job) throws SQLException {
    if (job.state() == StateCode.SCHEDULED) {
      tx.on("deferred.remove").put(job.job()).run();
    } else {
      tx.on("ready.remove").put(job.lane()).put(job.due()).put(job.job()).run();
    }
    tx.count(tx.lane(job.lane()).queueId(), job.state(), -1);
  }

  private static ChangeAnswer retry(Tx tx, Place job) throws SQLException {
    boolean isRetryable = job.state() > StateCode.SUCCEEDED;
    if (!isRetryable || !takeKey(tx, job)) {
      return ChangeAnswer.REFUSED;
    }
    var lane = tx.lane(job.lane());
    tx.on("tries.forgive").put(job.job()).put(tx.now()).run();
    tx.on("history.remove").put(job.job()).run();
    tx.on("ready.back").put(job.job()).run();
    tx.move(lane.queueId(), job.state(), StateCode.READY, 1);
    tx.touch(lane.queue());
    return ChangeAnswer.DONE;
  }

  /** A job that runs again has its key again, unless another has it meanwhile. */
  private static boolean takeKey(Tx tx, Place job) throws SQLException {
    if (job.uniqueKey().isEmpty()) {
      return true;
    }
    var key = job.uniqueKey().orElseThrow();
    boolean isFree = tx.on("uniq.find").put(key).first(row -> row.getLong(1)).isEmpty();
    if (isFree) {
      tx.on("uniq.add").put(key).put(job.job()).run();
    }
    return isFree;
  }

  private static ChangeAnswer delete(Tx tx, Place job) throws SQLException {
    return switch (StateCode.state(job.state())) {
      case RUNNING -> ChangeAnswer.REFUSED;
      case SCHEDULED, READY -> {
        removeWaiting(tx, job);
        Deletion.delete(tx, job.job());
        yield ChangeAnswer.DONE;
      }
      case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> {
        tx.count(tx.lane(job.lane()).queueId(), job.state(), -1);
        Deletion.delete(tx, job.job());
        yield ChangeAnswer.DONE;
      }
    };
  }
}

package dev.percheron.spi;

import dev.percheron.api.Settlement;
import dev.percheron.api.WorkerId;
import java.time.Instant;

/**
 * A job of a worker that is gone.
 *
 * @param job which, with the attempt that was lost
 * @param worker who had it
 * @param leaseUntil until when that worker's lease ran
 * @param started whether the attempt is recorded as started
 * @param kills how many workers this job has been lost with, this one included if it had started
 */
public record LostJob(
    ClaimedJob job, WorkerId worker, Instant leaseUntil, boolean started, int kills) {
  /** Decides what becomes of a lost job. Pure: called inside the store's transaction. */
  @FunctionalInterface
  public interface Verdict {
    /**
     * {@code GiveBack} for one that never started; {@code Retry} or {@code Fail} for one that had.
     */
    Settlement on(LostJob lost);
  }
}

package dev.percheron.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Results, and when they are still there. A JSON null – what a handler without a value returns –
 * has no text in its row, and no entry in the index that the pruner goes by: whether it is still
 * kept follows from the job's options.
 */
final class Results {
  /** JSON null. */
  static final String NULL = "null";

  private Results() {}

  /** What is to be seen of the result of a job that succeeded. */
  static Optional<String> shown(
      Optional<String> stored, Duration keep, Instant finishedAt, Instant now) {
    if (stored.isPresent()) {
      return stored;
    }
    boolean isNull = !keep.isZero() && now.isBefore(finishedAt.plus(keep));
    return isNull ? Optional.of(NULL) : Optional.empty();
  }
}

package dev.percheron.exec;

import dev.percheron.api.CancelJob;
import dev.percheron.api.Failure;
import dev.percheron.api.Outcome;
import dev.percheron.api.Rung;
import dev.percheron.api.SnoozeJob;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What a throwable that left a handler means. */
final class Ends {
  private Ends() {}

  static Outcome of(Throwable thrown) {
    return switch (thrown) {
      case SnoozeJob snooze -> new Outcome.Snoozed(snooze.delay());
      case CancelJob cancel ->
          new Outcome.Cancelled(String.valueOf(cancel.getMessage()), Rung.TOKEN);
      default -> new Outcome.Failed(described(thrown));
    };
  }

  /** What failed inside a stage or future, without the wrapping that waiting for it put around. */
  static Throwable unwrapped(Throwable thrown) {
    var cause = thrown.getCause();
    boolean wraps = thrown instanceof CompletionException || thrown instanceof ExecutionException;
    return wraps && cause != null ? unwrapped(cause) : thrown;
  }

  private static Failure described(Throwable thrown) {
    try {
      return Failure.of(thrown);
    } catch (Throwable e) { // no memory left for the description: the attempt must end all the same
      return Failure.of(thrown.getClass().getName(), "(it could not be described)");
    }
  }
}

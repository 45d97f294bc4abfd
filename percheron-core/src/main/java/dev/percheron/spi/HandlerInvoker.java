package dev.percheron.spi;

import dev.percheron.api.Attempt;
import dev.percheron.api.JobContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the handler of an attempt, binds its JSON arguments and calls it. Both methods run user
 * code, so they are called only where an executor catches every {@code Throwable}. Safe for use by
 * many threads.
 */
public interface HandlerInvoker {
  /**
   * Calls the handler on the calling thread. {@link JobContext#SCOPE} is bound by the caller.
   *
   * @return what it returned, a stage or future included; {@code null} for none
   * @throws UnfitAttempt when there is no such handler here or the arguments do not fit it
   * @throws Throwable whatever the handler threw, unwrapped
   */
  @Nullable Object invoke(Attempt attempt, JobContext context) throws Throwable;

  /**
   * Writes a value that a handler returned, awaited if it was a stage, as JSON.
   *
   * @throws UnfitAttempt when it cannot be written or is larger than results may be
   */
  String write(Attempt attempt, @Nullable Object result) throws Throwable;

  /**
   * Loads what calls will need, without calling a handler: a JVM is watched meanwhile, so that
   * others find it loaded. By default nothing.
   */
  default void rehearse() {}

  /**
   * How another JVM comes by the same handlers; empty when it cannot, and then the attempts of this
   * invoker run in this JVM only.
   */
  default Optional<HandlerSource.Elsewhere> elsewhere() {
    return Optional.empty();
  }
}

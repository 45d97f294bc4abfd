package dev.percheron.exec;

/** The executor {@code loop}: one event-loop thread on which stages interleave. */
public final class LoopProvider extends ConcurrentExecutor.Provider {
  /** For {@link java.util.ServiceLoader}. */
  public LoopProvider() {
    super(LoopExecutor.ALIAS, LoopExecutor::new);
  }
}

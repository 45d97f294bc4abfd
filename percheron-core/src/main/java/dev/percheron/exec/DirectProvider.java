package dev.percheron.exec;

/** The executor {@code direct}: the thread that submits, for tests and debugging. */
public final class DirectProvider extends ConcurrentExecutor.Provider {
  /** For {@link java.util.ServiceLoader}. */
  public DirectProvider() {
    super(DirectExecutor.ALIAS, DirectExecutor::new);
  }
}

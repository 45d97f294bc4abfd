package dev.percheron.exec;

/** The executor {@code threads}: a bounded pool of named platform threads. */
public final class ThreadsProvider extends ConcurrentExecutor.Provider {
  /** For {@link java.util.ServiceLoader}. */
  public ThreadsProvider() {
    super(ThreadsExecutor.ALIAS, ThreadsExecutor::new);
  }
}

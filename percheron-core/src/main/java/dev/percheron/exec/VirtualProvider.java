package dev.percheron.exec;

/** The executor {@code virtual}: one virtual thread for each attempt. */
public final class VirtualProvider extends ConcurrentExecutor.Provider {
  /** For {@link java.util.ServiceLoader}. */
  public VirtualProvider() {
    super(VirtualExecutor.ALIAS, VirtualExecutor::new);
  }
}

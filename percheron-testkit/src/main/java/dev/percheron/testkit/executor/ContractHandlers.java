package dev.percheron.testkit.executor;

import dev.percheron.api.JobContext;
import dev.percheron.spi.HandlerInvoker;
import org.jspecify.annotations.Nullable;

/** Where the contract puts its handlers, so that it can be run with any {@link HandlerInvoker}. */
public interface ContractHandlers {
  /** Registers {@code body} under {@code name}. */
  void on(String name, Body body);

  /** Calls what is registered. */
  HandlerInvoker invoker();

  /** A handler. */
  @FunctionalInterface
  interface Body {
    /** Runs it; what it returns or throws is what the handler does. */
    @Nullable Object run(JobContext context) throws Throwable;
  }
}

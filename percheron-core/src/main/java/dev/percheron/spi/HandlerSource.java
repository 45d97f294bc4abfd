package dev.percheron.spi;

import java.util.List;

/**
 * Makes, in another JVM, the handlers that a {@link HandlerInvoker} has in this one. A class with a
 * constructor without parameters, named by {@link Elsewhere}; it must be on the class path there.
 */
@FunctionalInterface
public interface HandlerSource {
  /**
   * Finds the handlers.
   *
   * @param handlers what {@link Elsewhere#handlers()} said
   * @throws Exception when that cannot be done; the executor then takes no work, with the message
   *     as its reason
   */
  HandlerInvoker open(List<String> handlers) throws Exception;

  /**
   * How another JVM comes by the same handlers.
   *
   * @param source the class name of the {@link HandlerSource}
   * @param handlers what it is given: names of classes, for the one of Percheron itself
   */
  record Elsewhere(String source, List<String> handlers) {
    /** Copies the list. */
    public Elsewhere {
      handlers = List.copyOf(handlers);
    }
  }
}

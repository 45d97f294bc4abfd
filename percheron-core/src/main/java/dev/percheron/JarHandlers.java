package dev.percheron;

import java.util.List;

/**
 * What a jar brought.
 *
 * @param handlers its handlers, each with its name and parameters, for people
 * @param problems what could not be used, each with the reason
 */
public record JarHandlers(List<String> handlers, List<String> problems) {
  /** Copies the lists. */
  public JarHandlers {
    handlers = List.copyOf(handlers);
    problems = List.copyOf(problems);
  }
}

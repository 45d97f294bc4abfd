package dev.percheron.exec.process;

import java.time.Duration;

/**
 * What a process and all that it has started use.
 *
 * @param memory bytes that are resident
 * @param cpu processor time since they were started
 */
public record Usage(long memory, Duration cpu) {
  /** Of what cannot be measured. */
  public static final Usage NONE = new Usage(0, Duration.ZERO);
}

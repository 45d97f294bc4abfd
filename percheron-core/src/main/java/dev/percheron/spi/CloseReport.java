package dev.percheron.spi;

import dev.percheron.api.JobId;
import java.util.List;

/**
 * What became of the attempts that an executor had when it was closed.
 *
 * @param finished ended by themselves within the grace
 * @param cancelled ended because they were cancelled
 * @param returned given back without having started
 * @param abandoned still running: fenced, or left alone
 */
public record CloseReport(int finished, int cancelled, int returned, List<JobId> abandoned) {
  /** Nothing was running. */
  public static final CloseReport NOTHING = new CloseReport(0, 0, 0, List.of());

  /** Copies the list. */
  public CloseReport {
    abandoned = List.copyOf(abandoned);
  }
}

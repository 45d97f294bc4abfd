package dev.percheron.schedule;

import dev.percheron.api.PercheronException;
import java.io.Serial;
import java.time.Instant;

/** An {@code and} whose triggers did not agree within the steps that a search may take. */
public final class SearchExhausted extends PercheronException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param steps how many times of its triggers were looked at
   * @param reached how far the search came
   */
  public SearchExhausted(int steps, Instant reached) {
    super(
        "the triggers of an 'and' do not agree: %d of their times were looked at, up to %s; take triggers that meet more often, or a wider threshold"
            .formatted(steps, reached));
  }
}

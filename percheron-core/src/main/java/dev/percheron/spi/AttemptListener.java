package dev.percheron.spi;

import dev.percheron.api.AttemptEnd;
import dev.percheron.api.Progress;
import java.time.Instant;

/**
 * What an executor tells of one attempt. Calls may come from any thread, must return quickly and do
 * not throw.
 *
 * <p>Order: {@link #started} at most once and before anything else, then any number of {@link
 * #progress} and {@link #log}, then {@link #ended} <em>exactly once</em>, whatever happens. What
 * comes after the end is ignored.
 */
public interface AttemptListener {
  /** The handler is about to be called. */
  void started(Instant at);

  /** The handler told how far it is. */
  void progress(Progress progress);

  /** The handler wrote a line into its log. */
  void log(Instant at, String line);

  /** It is over. The executor's counts have come down already: the slot is free. */
  void ended(AttemptEnd end);
}

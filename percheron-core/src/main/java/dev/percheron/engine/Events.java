package dev.percheron.engine;

import dev.percheron.api.Failure;
import dev.percheron.api.JobEvent;
import dev.percheron.api.JobEventListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells listeners what happens, each on a thread of its own, and the log what people must know. */
final class Events {
  private static final Logger LOG = System.getLogger("dev.percheron");

  private final InstantSource time;
  private final List<Dispatcher> dispatchers = new CopyOnWriteArrayList<>();

  Events(InstantSource time, List<JobEventListener> listeners) {
    this.time = time;
    listeners.forEach(listener -> dispatchers.add(new Dispatcher(listener, this)));
  }

  void start() {
    dispatchers.forEach(Dispatcher::start);
  }

  /** Whether it is worth making an event at all; the hot path asks first. */
  boolean isHeard() {
    return !dispatchers.isEmpty();
  }

  void publish(JobEvent event) {
    for (var dispatcher : dispatchers) {
      dispatcher.offer(event);
    }
  }

  /**
   * Tells of a loop's failure; the log hears only the first of a row, so that it stays readable.
   */
  void trouble(String loop, Failure failure, int inARow) {
    if (inARow == 1) {
      LOG.log(Level.WARNING, "{0}: {1}; going on after a pause", loop, failure.summary());
      LOG.log(Level.DEBUG, failure::stack);
    }
    publish(new JobEvent.Trouble(loop, failure, time.instant()));
  }

  void recovered(String loop) {
    LOG.log(Level.INFO, "{0}: works again", loop);
  }

  void warn(String text) {
    LOG.log(Level.WARNING, text);
  }

  /** Delivers what was published and stops; a listener that does not come back is left behind. */
  void stop() {
    dispatchers.forEach(Dispatcher::stop);
    for (var dispatcher : dispatchers) {
      dispatcher.join(Duration.ofSeconds(1));
    }
  }

  /** Delivers what was published, on the calling thread: for workers without threads. */
  void deliver() {
    dispatchers.forEach(Dispatcher::deliver);
  }
}

package dev.percheron.engine;

import dev.percheron.api.JobEvent;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.Rescued;
import java.time.InstantSource;

/** Takes over what workers that are gone have left behind. Any worker does; none is special. */
final class Rescuer {
  private static final int MOST_CLAIMS = 20;

  private final JobStore store;
  private final Decisions decisions;
  private final Events events;
  private final InstantSource time;

  Rescuer(Parts parts, Decisions decisions) {
    this.store = parts.store();
    this.decisions = decisions;
    this.events = parts.events();
    this.time = parts.time();
  }

  int runOnce() {
    var rescued = store.rescue(MOST_CLAIMS, decisions::decide);
    rescued.forEach(this::tell);
    return rescued.size();
  }

  private void tell(Rescued rescued) {
    if (events.isHeard()) {
      var lost = rescued.lost();
      events.publish(
          new JobEvent.Rescued(
              lost.job().attempt().job(),
              lost.worker(),
              rescued.settlement().next(),
              time.instant()));
    }
  }
}

package dev.percheron.engine;

import dev.percheron.api.Attempt;
import dev.percheron.api.JobEvent;
import dev.percheron.spi.ExecutorNotices;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Turns what an executor tells besides outcomes into events, log lines and a new look at its slots.
 */
final class Notices implements ExecutorNotices {
  private final Events events;
  private final InstantSource time;
  private final Runnable onChange;

  Notices(Events events, InstantSource time, Runnable onChange) {
    this.events = events;
    this.time = time;
    this.onChange = onChange;
  }

  @Override
  public void stuck(Attempt attempt, String stack) {
    events.warn(
        "job %s (%s) was ended but its thread goes on; its slot was replaced. It is here:%n%s"
            .formatted(attempt.job(), attempt.spec().handler(), stack));
    events.publish(new JobEvent.Stuck(attempt, stack, time.instant()));
    onChange.run();
  }

  @Override
  public void unstuck(Attempt attempt) {
    events.publish(new JobEvent.Unstuck(attempt, time.instant()));
    onChange.run();
  }

  @Override
  public void blocking(Attempt attempt, Duration held, String stack) {
    events.publish(new JobEvent.Blocking(attempt, held, stack, time.instant()));
  }

  @Override
  public void changed() {
    onChange.run();
  }
}

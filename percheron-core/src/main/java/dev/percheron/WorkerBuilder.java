package dev.percheron;

import dev.percheron.api.JobEventListener;
import dev.percheron.api.Names;
import dev.percheron.engine.WorkerSettings;
import dev.percheron.spi.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says how a worker works, then starts it. For one thread. */
public final class WorkerBuilder {
  private final Percheron percheron;
  private final List<JobEventListener> listeners = new ArrayList<>();
  private String name = "worker";
  private Set<String> queues = Set.of();
  private Set<String> tags = Set.of();
  private Duration lease = Duration.ofSeconds(15);
  private Duration grace = Duration.ofSeconds(30);
  private Duration keepOthers = Duration.ofDays(30);
  private int mostKills = 3;
  private Optional<Runnable> onDrain = Optional.empty();

  WorkerBuilder(Percheron percheron) {
    this.percheron = percheron;
  }

  /** Its name, for people; {@code worker} by default. Several may have the same. */
  public WorkerBuilder name(String name) {
    this.name = Names.checked("worker", name);
    return this;
  }

  /** Serves only these queues; all by default. */
  public WorkerBuilder queues(String... names) {
    this.queues = Set.of(names);
    return this;
  }

  /**
   * What it has, such as {@code gpu} or {@code eu-west}: it serves the queues whose {@linkplain
   * dev.percheron.api.Queue#tags() tags} it has all of. None by default: then it serves the queues
   * that ask for none.
   */
  public WorkerBuilder tags(String... tags) {
    this.tags = Set.of(tags);
    return this;
  }

  /**
   * How long it is taken to be alive after it last said so; 15 s by default, 1 s to 1 h. When it
   * dies its jobs run elsewhere after about this time.
   */
  public WorkerBuilder lease(Duration lease) {
    this.lease = lease;
    return this;
  }

  /** How long running attempts may go on when it is closed; 30 s by default. */
  public WorkerBuilder grace(Duration grace) {
    this.grace = grace;
    return this;
  }

  /** How long jobs that failed, expired or were cancelled are kept; 30 days by default. */
  public WorkerBuilder keepUnsuccessful(Duration time) {
    this.keepOthers = time;
    return this;
  }

  /** After how many workers lost with it a job is parked as failed; 3 by default. */
  public WorkerBuilder mostKills(int kills) {
    this.mostKills = kills;
    return this;
  }

  /**
   * What to do when somebody {@linkplain Operations#drain drains} it from afar. By default it
   * {@linkplain Worker#close() closes} itself; a program that has more to end says so here, and
   * closes it. Runs on a thread of its own.
   */
  public WorkerBuilder onDrain(Runnable action) {
    onDrain = Optional.of(action);
    return this;
  }

  /** Tells {@code listener} what happens. */
  public WorkerBuilder listen(JobEventListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Starts it.
   *
   * @throws IllegalArgumentException when a setting is out of its range
   */
  public Worker start() {
    return percheron.start(settings(), wishes(Optional.empty()));
  }

  /**
   * A worker without threads of its own: nothing happens but in {@link Worker#runOnce()}, and
   * alarms ring when {@code timer} is moved. For tests; best with queues on the {@code direct}
   * executor.
   */
  public Worker stepped(Timer timer) {
    return percheron.start(settings(), wishes(Optional.of(timer)));
  }

  /** What does not concern how it works, but whom it tells, and when. */
  record Wishes(
      List<JobEventListener> listeners,
      Duration grace,
      Optional<Runnable> onDrain,
      Optional<Timer> timer) {}

  private Wishes wishes(Optional<Timer> timer) {
    return new Wishes(List.copyOf(listeners), grace, onDrain, timer);
  }

  private WorkerSettings settings() {
    return new WorkerSettings(name, queues, tags, lease, keepOthers, mostKills);
  }
}

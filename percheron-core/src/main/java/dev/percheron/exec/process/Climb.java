package dev.percheron.exec.process;

import dev.percheron.api.Durations;
import dev.percheron.api.Failure;
import dev.percheron.api.Outcome;
import dev.percheron.api.Rung;
import dev.percheron.spi.Timer;
import dev.percheron.spi.Timer.Alarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ladder of one attempt in another process: token, then a request to stop, then the kill.
 *
 * <p>Alarms ring on the timer's thread, which others wait for, and a rung may have to wait for the
 * process. So each rung is climbed on a thread of its own. After {@link #end} nothing is climbed
 * any more; a rung that is under way then finds a process that has gone, or one that ignores it
 * because it names another attempt.
 */
final class Climb {
  /** What is stopped. Each may wait a little and is called at most once. */
  interface Target {
    /** Tells the job's cancellation token. */
    void token();

    /** Interrupts it, or asks it to terminate. */
    void request();

    /** Ends it for good. */
    void kill();

    /** Where it is now, for people; may wait a little. */
    String look();
  }

  /**
   * @param token how long after the token the request comes
   * @param request how long after the request the kill comes
   */
  record Graces(Duration token, Duration request) {}

  private final Timer timer;
  private final Graces graces;
  private final List<Alarm> alarms = new ArrayList<>(); // guarded by this
  private @Nullable Target target; // guarded by this
  private @Nullable Duration limit; // guarded by this
  private boolean begun; // guarded by this
  private boolean over; // guarded by this
  private Rung rung = Rung.TOKEN; // guarded by this
  private String stacks = ""; // guarded by this

  Climb(Timer timer, Graces graces) {
    this.timer = timer;
    this.graces = graces;
  }

  /** Says what is to be stopped; it is climbed at once when that is wanted already. */
  void target(Target process) {
    boolean late;
    synchronized (this) {
      target = process;
      late = begun && !over;
    }
    if (late) {
      start(process);
    }
  }

  /** Begins {@code time} from now, unless it has ended by then. */
  void limit(Duration time) {
    alarm(time, () -> timeUp(time));
  }

  private void timeUp(Duration time) {
    synchronized (this) {
      if (begun || over) {
        return;
      }
      limit = time;
    }
    begin();
  }

  /** Begins; does nothing when it has. */
  void begin() {
    Target process;
    synchronized (this) {
      process = target;
      if (begun || over) {
        return;
      }
      begun = true;
    }
    if (process != null) {
      start(process);
    }
  }

  private void start(Target process) {
    if (graces.token().isZero()) {
      aside(() -> both(process));
    } else {
      aside(process::token);
      alarm(graces.token(), () -> aside(() -> request(process)));
    }
  }

  private void both(Target process) {
    try {
      process.token();
    } finally {
      request(process); // whatever becomes of the rung below
    }
  }

  private void request(Target process) {
    if (reach(Rung.INTERRUPT)) {
      try {
        process.request();
      } finally {
        alarm(graces.request(), () -> aside(() -> kill(process))); // also when the request fails
      }
    }
  }

  private void kill(Target process) {
    if (reach(Rung.KILL)) {
      process.kill();
    }
  }

  private synchronized boolean reach(Rung higher) {
    if (!over) {
      rung = higher;
    }
    return !over;
  }

  private void alarm(Duration delay, Runnable action) {
    var alarm = timer.after(delay, action);
    synchronized (this) {
      alarms.add(alarm);
      if (!over) {
        return;
      }
    }
    alarm.stop();
  }

  private static void aside(Runnable rung) {
    Thread.ofPlatform().daemon().name("percheron-stop").start(rung);
  }

  /** Where the job was; shown with its time limit. */
  synchronized void stacks(String text) {
    stacks = text;
  }

  synchronized String stacks() {
    return stacks;
  }

  /** Where the job is now; empty when it is nowhere. */
  String look() {
    @Nullable Target process;
    synchronized (this) {
      process = over ? null : target;
    }
    return process == null ? "" : process.look();
  }

  synchronized boolean isBegun() {
    return begun;
  }

  synchronized Rung rung() {
    return rung;
  }

  /** What to report when its time limit is what stopped it. */
  synchronized Optional<Outcome> timedOut() {
    return Optional.ofNullable(limit).map(time -> new Outcome.TimedOut(failure(time), rung));
  }

  private Failure failure(Duration time) {
    var end = rung == Rung.KILL ? "; it ignored the request to stop and was killed" : "";
    return Failure.of(
            "percheron.TimeLimit", "its time limit of " + Durations.shown(time) + " passed" + end)
        .withStack(stacks);
  }

  /** It is over: takes the alarms back. */
  void end() {
    List<Alarm> left;
    synchronized (this) {
      over = true;
      left = List.copyOf(alarms);
    }
    left.forEach(Alarm::stop);
  }
}

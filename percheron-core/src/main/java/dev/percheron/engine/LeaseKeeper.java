package dev.percheron.engine;

import dev.percheron.api.JobEvent;
import dev.percheron.api.WorkerId;
import dev.percheron.api.WorkerStatus.QueueReport;
import dev.percheron.engine.Lease.Held;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.Timer;
import dev.percheron.spi.Timer.Alarm;
import dev.percheron.spi.WorkerStart;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes, renews and – when it must – gives up this worker's lease. An alarm stands before its end:
 * a renewal that hangs cannot keep the worker from stopping in time.
 */
final class LeaseKeeper {
  private final JobStore store;
  private final WorkerSettings settings;
  private final WorkerStart start;
  private final Lease lease;
  private final InstantSource time;
  private final Timer timer;
  private final Events events;
  private final Supplier<List<QueueReport>> reports;
  private final Consumer<String> onLost;
  private final Runnable onTaken;
  private Alarm alarm = () -> {}; // owned by the loop

  LeaseKeeper(
      Parts parts,
      Lease lease,
      WorkerStart start,
      Supplier<List<QueueReport>> reports,
      Runnable onTaken,
      Consumer<String> onLost) {
    this.store = parts.store();
    this.settings = parts.settings();
    this.start = start;
    this.lease = lease;
    this.time = parts.time();
    this.timer = parts.timer();
    this.events = parts.events();
    this.reports = reports;
    this.onTaken = onTaken;
    this.onLost = onLost;
  }

  /** Always 0: whatever it did, the next renewal is due after the interval. */
  int runOnce() {
    var held = lease.held();
    if (held.isEmpty()) {
      register();
    } else if (isPastMargin(held.get())) {
      lose("it could not be renewed in time");
    } else {
      renew(held.get().worker());
    }
    return 0;
  }

  /** Ends the lease in order. */
  void retire() {
    alarm.stop();
    lease.drop().ifPresent(held -> store.retire(held.worker()));
  }

  private void register() {
    var asked = time.instant();
    var worker = store.register(start, settings.lease());
    hold(new Held(worker, asked.plus(settings.lease())));
    onTaken.run();
  }

  private void renew(WorkerId worker) {
    var asked = time.instant();
    if (store.renew(worker, settings.lease(), reports.get())) {
      hold(new Held(worker, asked.plus(settings.lease())));
    } else {
      lose("it had run out before it was renewed");
    }
  }

  private void hold(Held held) {
    lease.take(held);
    alarm.stop();
    var left = Duration.between(time.instant(), held.until().minus(settings.margin()));
    alarm = timer.after(left, this::alarmed);
  }

  private void alarmed() {
    if (lease.held().filter(this::isPastMargin).isPresent()) {
      lose("it could not be renewed in time");
    }
  }

  private boolean isPastMargin(Held held) {
    return !time.instant().isBefore(held.until().minus(settings.margin()));
  }

  private void lose(String reason) {
    lease.drop().ifPresent(held -> tell(held, reason));
  }

  private void tell(Held held, String reason) {
    events.warn(
        "worker %s lost its lease: %s; what it runs is stopped, others will take it over"
            .formatted(held.worker(), reason));
    events.publish(new JobEvent.LeaseLost(held.worker(), reason, time.instant()));
    onLost.accept(reason);
  }
}

package dev.percheron.engine;

import dev.percheron.api.JobEvent;
import dev.percheron.api.Queue;
import dev.percheron.api.WorkerStatus.QueueReport;
import dev.percheron.engine.Station.Parked;
import dev.percheron.engine.Station.Served;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.Shutdown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The queues of this worker as they are declared in the store: opens their executors, follows their
 * changes – the old executor drains while the new one takes over – and parks what cannot be served.
 */
final class Stations {
  private final Parts parts;
  private final QueueRunner.Listener road;
  private final List<QueueRunner> draining = new CopyOnWriteArrayList<>();
  private volatile Map<String, Station> stations = Map.of(); // replaced whole, under this lock
  private boolean closed; // guarded by this

  Stations(Parts parts, QueueRunner.Listener road) {
    this.parts = parts;
    this.road = road;
  }

  /** Follows the declarations; says how many stations changed. */
  int runOnce() {
    var declared = parts.store().queues();
    int changed = follow(declared.stream().filter(parts.settings()::serves).toList());
    draining.removeIf(QueueRunner::isIdle);
    return changed;
  }

  /** Those that take jobs. */
  List<QueueRunner> runners() {
    var runners = new ArrayList<QueueRunner>();
    for (var station : stations.values()) {
      if (station instanceof Served(var runner)) {
        runners.add(runner);
      }
    }
    return runners;
  }

  List<QueueReport> reports() {
    return stations.values().stream().map(Station::report).toList();
  }

  /** Something may be ready in these queues. */
  void signal(Iterable<String> queues) {
    for (var queue : queues) {
      if (stations.get(queue) instanceof Served(var runner)) {
        runner.signal();
      }
    }
  }

  void signalAll() {
    signal(stations.keySet());
  }

  /** Takes no more queues up; what there is, draining ones included, is the caller's to close. */
  synchronized List<QueueRunner> close() {
    closed = true;
    var all = new ArrayList<>(runners());
    all.addAll(draining);
    return all;
  }

  private synchronized int follow(List<Queue> declared) {
    var next = new TreeMap<>(stations);
    int changed = 0;
    for (var queue : declared) {
      var now = next.get(queue.name());
      if (!closed && isNews(now, queue)) {
        next.put(queue.name(), replaced(now, queue));
        changed++;
      }
    }
    changed += leave(next, declared);
    stations = next;
    return changed;
  }

  /** What is not declared any more, or asks for tags that this worker has not, drains. */
  private int leave(Map<String, Station> next, List<Queue> declared) {
    var gone = new HashSet<>(next.keySet());
    declared.forEach(queue -> gone.remove(queue.name()));
    for (var name : gone) {
      if (next.remove(name) instanceof Served(var runner)) {
        drain(runner);
      }
    }
    return gone.size();
  }

  /** A parked queue is always worth another try: what was missing may be there by now. */
  private static boolean isNews(@Nullable Station now, Queue queue) {
    return !(now instanceof Served) || !now.queue().equals(queue);
  }

  private Station replaced(@Nullable Station before, Queue queue) {
    if (before instanceof Served(var runner)) {
      drain(runner);
    }
    var after = opened(queue);
    tell(before, after);
    return after;
  }

  private void drain(QueueRunner runner) {
    draining.add(runner);
    Loop.background("drain-" + runner.queue().name(), () -> runner.close(Shutdown.PATIENT));
  }

  private Station opened(Queue queue) {
    var provider = parts.providers().get(queue.executor());
    if (provider == null) {
      return new Parked(queue, unknown(queue));
    }
    try {
      return new Served(started(queue, provider));
    } catch (RuntimeException | LinkageError e) { // an executor's own code
      return new Parked(
          queue, "the executor '%s' did not start: %s".formatted(queue.executor(), e.getMessage()));
    }
  }

  private QueueRunner started(Queue queue, JobExecutorProvider provider) {
    var executor = provider.create();
    var runner = new QueueRunner(queue, executor, parts.time(), road);
    var notices = new Notices(parts.events(), parts.time(), runner::onChange);
    executor.start(
        new ExecutorContext(queue, parts.invoker(), parts.time(), parts.timer(), notices));
    return runner;
  }

  private String unknown(Queue queue) {
    return "there is no executor '%s' here; this worker knows: %s. Add the jar that brings it, or"
            .formatted(
                queue.executor(), String.join(", ", new TreeSet<>(parts.providers().keySet())))
        + " declare the queue with another";
  }

  private void tell(@Nullable Station before, Station after) {
    var queue = after.queue().name();
    switch (after) {
      case Parked(var same, var reason) when !after.equals(before) -> {
        parts.events().warn("queue '%s' is parked: %s".formatted(queue, reason));
        parts.events().publish(new JobEvent.QueueParked(queue, reason, parts.time().instant()));
      }
      case Served served when before instanceof Parked ->
          parts.events().publish(new JobEvent.QueueServed(queue, parts.time().instant()));
      case Parked again -> {}
      case Served served -> {}
    }
  }
}

package dev.percheron.memory;

import dev.percheron.api.JobRefused;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Names;
import dev.percheron.api.Queue;
import dev.percheron.api.QueueStatus;
import dev.percheron.spi.NewJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All queues. Guarded by the store's lock. */
final class Lines {
  private static final int MOST_SHOWN = 20;

  private final Map<String, Line> byName = new HashMap<>();

  Lines() {
    declare(Queue.named(JobSpec.DEFAULT_QUEUE));
  }

  /** Makes a queue or changes it. */
  Line declare(Queue queue) {
    var line = byName.computeIfAbsent(queue.name(), name -> new Line(queue));
    line.queue = queue;
    return line;
  }

  Optional<Line> find(String queue) {
    return Optional.ofNullable(byName.get(queue));
  }

  Collection<Line> all() {
    return byName.values();
  }

  /** The line of each job, in order, or a refusal that says which of them has none. */
  List<Line> of(List<NewJob> jobs) {
    var lines = new ArrayList<Line>(jobs.size());
    for (var job : jobs) {
      var line = byName.get(job.spec().queue());
      if (line == null) {
        throw refused(job, lines.size(), jobs.size());
      }
      lines.add(line);
    }
    return lines;
  }

  List<Queue> declared() {
    var queues = new ArrayList<Queue>();
    names().forEach(name -> find(name).ifPresent(line -> queues.add(line.queue)));
    return queues;
  }

  List<QueueStatus> shown(Instant now) {
    var shown = new ArrayList<QueueStatus>();
    names().forEach(name -> find(name).ifPresent(line -> shown.add(line.shown(now))));
    return shown;
  }

  private Set<String> names() {
    return new TreeSet<>(byName.keySet());
  }

  private JobRefused refused(NewJob job, int index, int size) {
    var which = size == 1 ? "the job" : "job %d of %d".formatted(index + 1, size);
    return new JobRefused(
        "%s (%s) is for queue '%s', which does not exist; declare it first, or use one of: %s"
            .formatted(
                which,
                Names.shown(job.spec().handler()),
                Names.shown(job.spec().queue()),
                known()));
  }

  private String known() {
    var names = names();
    var shown = String.join(", ", names.stream().limit(MOST_SHOWN).map(Names::shown).toList());
    return names.size() <= MOST_SHOWN
        ? shown
        : shown + " and %d more".formatted(names.size() - MOST_SHOWN);
  }
}

package dev.percheron.memory;

import dev.percheron.api.Due;
import dev.percheron.api.JobId;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Pushed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes jobs in. Guarded by the store's lock. */
final class Pushing {
  private final Lines lines;
  private final Places places;
  private long last;

  Pushing(Lines lines, Places places) {
    this.lines = lines;
    this.places = places;
  }

  /** All or none: whatever can be refused is refused before anything is stored. */
  List<Pushed> push(List<NewJob> jobs, Instant now) {
    var into = lines.of(jobs);
    var pushed = new ArrayList<Pushed>(jobs.size());
    for (int i = 0; i < jobs.size(); i++) {
      pushed.add(push(jobs.get(i), into.get(i), now));
    }
    return pushed;
  }

  private Pushed push(NewJob job, Line line, Instant now) {
    if (job.uniqueKey().isPresent()) {
      var holder = places.unique.get(job.uniqueKey().orElseThrow());
      if (holder != null) {
        return new Pushed(holder.id, false);
      }
    }
    return new Pushed(store(job, line, now).id, true);
  }

  private StoredJob store(NewJob job, Line line, Instant now) {
    var due = due(job.due(), now);
    var stored = new StoredJob(new JobId(++last), job.spec(), line, job.uniqueKey(), now, due);
    places.admit(stored, !due.isAfter(now));
    return stored;
  }

  /** A job that is late is due now: it has waited for nobody yet. */
  private static Instant due(Due due, Instant now) {
    return switch (due) {
      case Due.Now() -> now;
      case Due.After(var delay) -> Later.than(now, delay);
      case Due.At(var instant) -> instant.isAfter(now) ? instant : now;
    };
  }
}

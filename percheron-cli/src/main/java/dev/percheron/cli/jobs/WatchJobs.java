package dev.percheron.cli.jobs;

import dev.percheron.Operations;
import dev.percheron.api.Job;
import dev.percheron.api.JobId;
import dev.percheron.api.JobNotFound;
import dev.percheron.api.JobState;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.options.Known;
import dev.percheron.cli.options.Output;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jobs watch}. */
@Command(
    name = "watch",
    description =
        "Follow jobs until they have ended: these, or all that are unfinished now. A terminal shows them in place, a pipe gets a line for each change.")
final class WatchJobs implements Callable<Integer> {
  private static final Duration TICK = Duration.ofMillis(200);

  private final Console console;
  private final Database database;

  @Mixin private Output output = new Output();
  @Mixin private Which which = new Which();

  @Parameters(paramLabel = "ID", arity = "0..*", description = "The jobs.")
  private List<JobId> ids = List.of();

  WatchJobs(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (var percheron = database.openExisting()) {
      var operations = percheron.operations();
      which.check(operations);
      var jobs = chosen(operations);
      if (jobs.isEmpty()) {
        console.say("no unfinished jobs");
        return Exit.DONE;
      }
      follow(operations, jobs);
      return Endings.exitCode(jobs.values());
    }
  }

  private Map<JobId, Job> chosen(Operations operations) {
    var jobs = new LinkedHashMap<JobId, Job>();
    if (ids.isEmpty()) {
      var among = which.states().isEmpty() ? JobState.unfinished() : which.states();
      which.each(
          operations,
          among,
          Optional.empty(),
          Long.MAX_VALUE,
          page -> page.forEach(job -> jobs.put(job.id(), job)));
    } else {
      ids.forEach(id -> jobs.put(id, Known.job(operations, id)));
    }
    return jobs;
  }

  private void follow(Operations operations, Map<JobId, Job> jobs) throws InterruptedException {
    var view = view();
    view.show(List.copyOf(jobs.values()));
    for (var open = unfinished(jobs); !open.isEmpty(); open = unfinished(jobs)) {
      pause(operations, open.getFirst());
      view.show(changed(operations, jobs, open));
    }
    view.end();
  }

  /** Until there may be news, or for a short while. */
  private static void pause(Operations operations, JobId job) throws InterruptedException {
    try {
      operations.await(job, TICK);
    } catch (JobNotFound e) {
      // deleted meanwhile, which the next look finds
    }
  }

  private View view() {
    var format = output.format(console);
    return format == Format.TABLE ? new ScreenView(console) : new LineView(console, format);
  }

  private static List<JobId> unfinished(Map<JobId, Job> jobs) {
    return jobs.values().stream().filter(job -> !job.state().isEnd()).map(Job::id).toList();
  }

  /** Looks again at those that go on. One that was deleted meanwhile is followed no longer. */
  private static List<Job> changed(Operations operations, Map<JobId, Job> jobs, List<JobId> open) {
    var changed = new ArrayList<Job>();
    for (var id : open) {
      var found = operations.find(id);
      if (found.isEmpty()) {
        jobs.remove(id);
      } else if (!found.orElseThrow().equals(jobs.put(id, found.orElseThrow()))) {
        changed.add(found.orElseThrow());
      }
    }
    return changed;
  }

  /** Where changes are shown. */
  private sealed interface View {
    /** Shows what changed. */
    void show(List<Job> changed);

    /** All have ended. */
    void end();
  }

  /** A line for each change. */
  private record LineView(Console console, Format format) implements View {
    @Override
    public void show(List<Job> changed) {
      JobColumns.WATCH.print(console, format == Format.JSON ? Format.JSON_LINES : format, changed);
      console.out().flush();
    }

    @Override
    public void end() {
      // every line has been said
    }
  }

  /** A table that is drawn over itself; for one thread. */
  private static final class ScreenView implements View {
    private static final int MOST_ROWS = 20;

    private final Console console;
    private final Map<JobId, Job> jobs = new LinkedHashMap<>();
    private int drawn;

    ScreenView(Console console) {
      this.console = console;
    }

    @Override
    public void show(List<Job> changed) {
      changed.forEach(job -> jobs.put(job.id(), job));
      if (!changed.isEmpty()) {
        draw();
      }
    }

    @Override
    public void end() {
      console.out().flush();
    }

    /** Those that go on come first: when there are too many, they are what is worth to see. */
    private void draw() {
      var rows =
          jobs.values().stream()
              .sorted((one, other) -> Boolean.compare(one.state().isEnd(), other.state().isEnd()))
              .limit(MOST_ROWS)
              .toList();
      var lines = new ArrayList<>(JobColumns.WATCH.lines(console, rows));
      if (jobs.size() > rows.size()) {
        lines.add("… and " + (jobs.size() - rows.size()) + " more");
      }
      if (drawn > 0) {
        console.out().print("\u001b[" + drawn + "A\u001b[J");
      }
      lines.forEach(console::print);
      console.out().flush();
      drawn = lines.size();
    }
  }
}

package dev.percheron.cli.jobs;

import dev.percheron.Operations;
import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.cli.options.Known;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Which jobs are meant, by what they are. */
final class Which {
  @Option(
      names = "--state",
      split = ",",
      paramLabel = "STATE",
      description =
          "In one of these states: scheduled, ready, running, succeeded, failed, cancelled, expired.")
  private List<JobState> states = List.of();

  @Option(names = "--queue", paramLabel = "NAME", description = "On this queue.")
  private Optional<String> queue = Optional.empty();

  @Option(names = "--handler", paramLabel = "NAME", description = "Of this handler.")
  private Optional<String> handler = Optional.empty();

  Set<JobState> states() {
    return Set.copyOf(states);
  }

  /** Whether anything was said. */
  boolean isAnything() {
    return !states.isEmpty() || queue.isPresent() || handler.isPresent();
  }

  /** Refuses a queue that does not exist. */
  void check(Operations operations) {
    queue.ifPresent(name -> Known.queue(operations, name));
  }

  /** The filter for one page. */
  JobFilter page(Set<JobState> among, Optional<JobId> before, int size) {
    return new JobFilter(among, queue, handler, before, size);
  }

  /** Hands over the jobs, newest first, page by page, at most {@code most}. */
  void each(
      Operations operations,
      Set<JobState> among,
      Optional<JobId> before,
      long most,
      Consumer<List<Job>> pages) {
    var next = before;
    for (long left = most; left > 0; ) {
      int size = (int) Math.min(left, JobFilter.MOST);
      var page = operations.jobs(page(among, next, size));
      pages.accept(page);
      if (page.size() < size) {
        return;
      }
      left -= page.size();
      next = Optional.of(page.getLast().id());
    }
  }

  /** The ids of all of them. */
  List<JobId> ids(Operations operations, Set<JobState> among) {
    var ids = new ArrayList<JobId>();
    each(
        operations,
        among,
        Optional.empty(),
        Long.MAX_VALUE,
        page -> page.forEach(job -> ids.add(job.id())));
    return ids;
  }

  /** Says that there are none, and what may have been meant. */
  void sayNone(Console console, Operations operations) {
    console.say("no such jobs" + handler.map(name -> hint(operations, name)).orElse(""));
  }

  private static String hint(Operations operations, String name) {
    var known = Known.handlers(operations);
    return known.contains(name)
        ? ""
        : "; no recent job is of handler '%s', %s".formatted(name, Nearest.hint(name, known));
  }
}

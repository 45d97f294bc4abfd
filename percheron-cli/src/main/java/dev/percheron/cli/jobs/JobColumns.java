package dev.percheron.cli.jobs;

import dev.percheron.api.Failure;
import dev.percheron.api.Job;
import dev.percheron.api.Progress;
import dev.percheron.cli.talk.Cell;
import dev.percheron.cli.talk.Column;
import dev.percheron.cli.talk.Table;

/** What a list of jobs says of each. */
final class JobColumns {
  /** For lists. */
  static final Table<Job> LIST =
      new Table<>(
          new Column<>("id", job -> Cell.number(job.id().value())),
          new Column<>("state", job -> new Cell.State(job.state())),
          new Column<>("handler", job -> Cell.text(job.spec().handler())),
          new Column<>("queue", job -> Cell.text(job.spec().queue())),
          new Column<>("attempts", job -> Cell.number(job.status().attempts())),
          new Column<>("created", job -> new Cell.Time(job.createdAt())),
          new Column<>("due", job -> Cell.time(job.status().dueAt())),
          new Column<>("finished", job -> Cell.time(job.status().finishedAt())),
          new Column<>("failure", JobColumns::failure));

  /** For those who follow jobs. */
  static final Table<Job> WATCH =
      new Table<>(
          new Column<>("id", job -> Cell.number(job.id().value())),
          new Column<>("state", job -> new Cell.State(job.state())),
          new Column<>("handler", job -> Cell.text(job.spec().handler())),
          new Column<>("attempts", job -> Cell.number(job.status().attempts())),
          new Column<>("progress", JobColumns::progress),
          new Column<>("failure", JobColumns::failure));

  private JobColumns() {}

  private static Cell failure(Job job) {
    return job.status().failure().map(Failure::summary).map(Cell::text).orElse(Cell.none());
  }

  private static Cell progress(Job job) {
    return job.status().progress().map(p -> Cell.text(text(p))).orElse(Cell.none());
  }

  /** Such as {@code 3/10 reading}. */
  static String text(Progress progress) {
    var count =
        progress.total() == 0
            ? Long.toString(progress.done())
            : progress.done() + "/" + progress.total();
    return progress.message().isEmpty() ? count : count + " " + progress.message();
  }
}

package dev.percheron.jdbc;

import dev.percheron.api.LogLine;
import dev.percheron.api.Progress;
import dev.percheron.spi.Note;
import java.sql.SQLException;

/** Writes what is to be kept about attempts that have not ended. */
final class Notes {
  private final Tx tx;

  Notes(Tx tx) {
    this.tx = tx;
  }

  /** Writes one; its claim has been checked. */
  void write(Note note, Claim claim) throws SQLException {
    long job = note.job().attempt().job().value();
    switch (note) {
      case Note.Started started -> claim.start(started.job().place(), tx.now());
      case Note.Advanced(var claimed, var progress) -> advance(job, progress);
      case Note.Said(var claimed, var line) -> say(job, line);
    }
  }

  private void advance(long job, Progress progress) throws SQLException {
    tx.on("progress.put")
        .put(job)
        .put(progress.done())
        .put(progress.total())
        .put(progress.message())
        .run();
  }

  /** After the most lines there is one more, which only counts. */
  private void say(long job, LogLine line) throws SQLException {
    long at = Micros.of(line.at());
    long last = tx.on("log.last").put(job).put(line.attempt()).number();
    if (last < LogLine.MAX_LINES) {
      tx.on("log.add").put(job).put(line.attempt()).put(last + 1).put(at).put(line.text()).run();
    } else {
      tx.on("log.drop").put(job).put(line.attempt()).put(LogLine.MAX_LINES + 1).put(at).run();
    }
  }
}

package dev.percheron.cli.hostile;

import dev.percheron.cli.talk.Cell;
import dev.percheron.cli.talk.Column;
import dev.percheron.cli.talk.Table;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of one hostile job.
 *
 * @param behaviour what it did
 * @param executor where
 * @param outcome of its attempt
 * @param story what is recorded of it
 * @param back how long until its slot ran another job; of a worker that died, until its job was
 *     rescued
 * @param wrong what is not as it should be; empty when all is
 */
record Row(
    Behaviour behaviour,
    String executor,
    String outcome,
    String story,
    Optional<Duration> back,
    String wrong) {
  static final Table<Row> TABLE =
      new Table<>(
          new Column<>("behaviour", row -> Cell.text(row.behaviour().title())),
          new Column<>("executor", row -> Cell.text(row.executor())),
          new Column<>("outcome", row -> Cell.text(row.outcome())),
          new Column<>("slot back", row -> Cell.span(row.back())),
          new Column<>("result", row -> Cell.text(row.isRight() ? "as expected" : row.wrong())),
          new Column<>("story", row -> Cell.text(row.story())));

  boolean isRight() {
    return wrong.isEmpty();
  }
}

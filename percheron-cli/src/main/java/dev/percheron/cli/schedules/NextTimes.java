package dev.percheron.cli.schedules;

import dev.percheron.cli.options.Output;
import dev.percheron.cli.talk.Cell;
import dev.percheron.cli.talk.Column;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Table;
import dev.percheron.schedule.Fire;
import dev.percheron.schedule.SearchExhausted;
import dev.percheron.schedule.Trigger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code schedules next}. */
@Command(
    name = "next",
    description = {
      "List the next times of a cron expression, and mark those that a change of the clocks moves.",
      "Needs no database."
    })
final class NextTimes implements Callable<Integer> {
  private static final int MOST = 10_000;

  private final Console console;

  @Spec private CommandSpec spec;
  @Mixin private WantedTrigger wanted = new WantedTrigger();
  @Mixin private Output output = new Output();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "The times after this one; now by default.")
  private Optional<Instant> from = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many, 1 to 10000; ${DEFAULT-VALUE} by default.")
  private int count = 10;

  @Option(names = "--previous", description = "The last times before that, the latest first.")
  private boolean previous;

  NextTimes(Console console) {
    this.console = console;
  }

  /**
   * One line.
   *
   * @param fire when
   * @param zone whose clock shows it
   * @param note what to know about that clock
   */
  private record Row(Fire fire, ZoneId zone, String note) {
    String local() {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
          fire.at().atZone(zone).toOffsetDateTime());
    }

    String weekday() {
      return fire.at().atZone(zone).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
  }

  @Override
  public Integer call() {
    if (count < 1 || count > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--count is 1 to %d, was %d".formatted(MOST, count));
    }
    var trigger = wanted.trigger(console);
    var start = from.orElseGet(console.time()::instant);
    console.say(trigger.explain());
    var rows = rows(start, fires(trigger, start), wanted.shownIn(trigger));
    table().print(console, output.format(console), rows);
    if (rows.isEmpty()) {
      console.say("it is not due %s %s".formatted(previous ? "before" : "after", start));
    }
    return Exit.DONE;
  }

  private List<Fire> fires(Trigger trigger, Instant start) {
    try {
      return (previous ? firesBefore(trigger, start) : trigger.firesAfter(start))
          .limit(count)
          .toList();
    } catch (SearchExhausted e) {
      throw new Complaint(Exit.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static Stream<Fire> firesBefore(Trigger trigger, Instant start) {
    return Stream.iterate(
            trigger.fireBefore(start),
            Optional::isPresent,
            fire -> fire.flatMap(f -> trigger.fireBefore(f.at())))
        .flatMap(Optional::stream);
  }

  private List<Row> rows(Instant start, List<Fire> fires, ZoneId zone) {
    var changes = new ClockChanges(zone);
    var rows = new ArrayList<Row>();
    for (int i = 0; i < fires.size(); i++) {
      var at = fires.get(i).at();
      var neighbour = previous ? i + 1 : i - 1;
      var before =
          neighbour < 0 ? start : neighbour == fires.size() ? at : fires.get(neighbour).at();
      rows.add(new Row(fires.get(i), zone, changes.note(before, fires.get(i))));
    }
    return rows;
  }

  private static Table<Row> table() {
    return new Table<>(
        new Column<>("local", row -> Cell.text(row.local())),
        new Column<>("weekday", row -> Cell.text(row.weekday())),
        new Column<>("at", row -> new Cell.Time(row.fire().at())),
        new Column<>("meant", NextTimes::meant),
        new Column<>("clock change", row -> Cell.text(row.note())));
  }

  /** Only where jitter has moved it. */
  private static Cell meant(Row row) {
    var fire = row.fire();
    return fire.meant().equals(fire.at()) ? Cell.none() : new Cell.Time(fire.meant());
  }
}

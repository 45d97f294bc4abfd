package dev.percheron.cli.jobs;

import dev.percheron.Operations;
import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.cli.jobs.Change.Result;
import dev.percheron.cli.options.Consent;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.options.Known;
import dev.percheron.cli.options.Output;
import dev.percheron.cli.talk.Bar;
import dev.percheron.cli.talk.Cell;
import dev.percheron.cli.talk.Column;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Retrying, cancelling, deleting: jobs named one by one or by what they are. Those meant by a
 * filter are found and counted first; exactly those are then changed, whatever is pushed meanwhile.
 */
final class Changing {
  private record Changed(JobId job, Result result) {
    boolean isDone() {
      return result == Result.DONE || result == Result.REQUESTED;
    }
  }

  private final Table<Changed> table =
      new Table<>(
          new Column<>("id", changed -> Cell.number(changed.job().value())),
          new Column<>("result", changed -> Cell.text(said(changed.result()))));

  private final Change change;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private Output output = new Output();
  @Mixin private Which which = new Which();
  @Mixin private Consent consent = new Consent();

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "The jobs; or say which with --state, --queue, --handler.")
  private List<JobId> ids = List.of();

  Changing(Change change) {
    this.change = change;
  }

  int run(Console console, Database database) {
    check();
    try (var percheron = database.openExisting()) {
      var operations = percheron.operations();
      which.check(operations);
      var meant = ids.isEmpty() ? which.ids(operations, states()) : ids;
      if (meant.isEmpty()) {
        which.sayNone(console, operations);
        return Exit.DONE;
      }
      return asked(console, meant) ? change(console, operations, meant) : Exit.DONE;
    }
  }

  private void check() {
    if (ids.isEmpty() == !which.isAnything()) {
      throw new ParameterException(
          spec.commandLine(), "say which jobs: either their ids, or --state, --queue or --handler");
    }
    var wrong = new TreeSet<>(which.states());
    wrong.removeAll(change.from());
    if (!wrong.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "jobs that are %s cannot be changed so: %s works from %s"
              .formatted(words(wrong), change.verb(), words(change.from())));
    }
  }

  private Set<JobState> states() {
    return which.states().isEmpty() ? change.chosen() : which.states();
  }

  private boolean asked(Console console, List<JobId> meant) {
    if (!ids.isEmpty() && !change.alwaysAsks() && !consent.isDryRun()) {
      return true;
    }
    var deed = change.verb() + (meant.size() == 1 ? " 1 job" : " " + meant.size() + " jobs");
    return consent.to(console, deed) == Consent.Answer.YES;
  }

  private int change(Console console, Operations operations, List<JobId> meant) {
    var results = new ArrayList<Changed>();
    try (var bar = new Bar(console, change.verb())) {
      for (var id : meant) {
        results.add(new Changed(id, change.act().on(operations, id)));
        bar.show(results.size(), meant.size());
      }
    }
    table.print(console, output.format(console), results);
    return explained(console, operations, results);
  }

  private int explained(Console console, Operations operations, List<Changed> results) {
    long done = results.stream().filter(Changed::isDone).count();
    if (done == results.size()) {
      return Exit.DONE;
    }
    var first = results.stream().filter(one -> !one.isDone()).findFirst();
    first.ifPresent(one -> console.say(reason(operations, one)));
    boolean someRefused = results.stream().anyMatch(one -> one.result() == Result.REFUSED);
    return done > 0 ? Exit.PARTLY : someRefused ? Exit.REFUSED : Exit.NOT_FOUND;
  }

  private String reason(Operations operations, Changed one) {
    return one.result() == Result.NOT_FOUND
        ? Known.missing(operations, one.job())
        : "job %s is %s: %s works from %s"
            .formatted(
                one.job(),
                operations.find(one.job()).map(job -> Cell.word(job.state())).orElse("gone"),
                change.verb(),
                words(change.from()));
  }

  private String said(Result result) {
    return switch (result) {
      case DONE -> change.done();
      case REQUESTED -> "told to stop";
      case REFUSED -> "refused";
      case NOT_FOUND -> "not found";
    };
  }

  private static String words(Set<JobState> states) {
    return states.stream().sorted().map(Cell::word).collect(Collectors.joining(", "));
  }
}

package dev.percheron.cli.jobs;

import dev.percheron.Percheron;
import dev.percheron.api.Failure;
import dev.percheron.api.Job;
import dev.percheron.api.JobRef;
import dev.percheron.api.JobRefused;
import dev.percheron.api.JobRequest;
import dev.percheron.api.Jobs;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.options.Known;
import dev.percheron.cli.options.Output;
import dev.percheron.cli.talk.Cell;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Json;
import dev.percheron.cli.talk.Shown;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code push}. */
@Command(
    name = "push",
    description = {
      "Push one job and print its id.",
      "An argument is JSON; one that is not JSON is taken as text. Write -- before arguments that begin with a dash.",
      "With --command it is a program: percheron push --command --on QUEUE -- PROGRAM ARG…"
    })
public final class Push implements Callable<Integer> {
  private final Console console;
  private final Database database;

  @Spec private CommandSpec spec;
  @Mixin private Output output = new Output();
  @Mixin private Asked asked = new Asked();
  @Mixin private WaitOption wait = new WaitOption();
  @Mixin private AskedCommand command = new AskedCommand();

  @Parameters(
      paramLabel = "HANDLER [ARG…]",
      arity = "0..*",
      hideParamSyntax = true,
      description = "The name of the handler, and its arguments.")
  private List<String> words = List.of();

  @Option(
      names = "--args",
      paramLabel = "JSON",
      description = "All arguments as one JSON array; - reads it from stdin.")
  private Optional<String> all = Optional.empty();

  /** On this console and database. */
  public Push(Console console, Database database) {
    this.console = console;
    this.database = database;
  }

  @Override
  public Integer call() throws InterruptedException {
    check();
    try (var percheron = database.open()) {
      var ref = pushed(percheron);
      comment(percheron, ref);
      if (wait.asked().isEmpty()) {
        print(ref, Optional.empty());
        return Exit.DONE;
      }
      return waited(percheron, ref, wait.asked().orElseThrow());
    }
  }

  private void check() {
    if (command.isStray()) {
      throw wrong("--env and --stdin-json belong to programs: give --command, too");
    } else if (command.isWanted() && all.isPresent()) {
      throw wrong("--args belongs to handlers; the arguments of a program are written after --");
    } else if (!command.isWanted() && words.isEmpty()) {
      throw wrong("say which handler: percheron push HANDLER [ARG…]");
    } else if (all.isPresent() && words.size() > 1) {
      throw wrong("give the arguments one by one or with --args, not both");
    } else if (asked.isTwice()) {
      throw wrong("--in and --at contradict each other: give one of them");
    }
  }

  private JobRequest<@Nullable Object> request(Percheron percheron) {
    return command.isWanted() ? program(percheron) : handler();
  }

  private JobRequest<@Nullable Object> handler() {
    var values =
        all.isPresent()
            ? read("--args", () -> Arguments.all(text(all.orElseThrow())))
            : Arguments.each(words.subList(1, words.size()));
    return Jobs.job(words.getFirst(), values.toArray());
  }

  private JobRequest<@Nullable Object> program(Percheron percheron) {
    var queue = AskedCommand.queue(percheron.operations(), asked.queue(), words);
    var input =
        read(
            "--stdin-json",
            () -> command.input().map(json -> Arguments.all("[" + text(json) + "]")));
    var values = command.arguments(queue, words, input.isPresent() ? input.get() : List.of());
    return Jobs.job(AskedCommand.handler(queue, words), values.toArray());
  }

  private <T> T read(String option, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw wrong(option + ": " + e.getMessage());
    }
  }

  private String text(String typed) {
    return typed.equals("-") ? console.in().lines().collect(Collectors.joining("\n")) : typed;
  }

  private JobRef<@Nullable Object> pushed(Percheron percheron) {
    try {
      return percheron.push(asked.applied(request(percheron)));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    } catch (JobRefused e) {
      throw Known.refused(percheron.operations(), asked.queue(), e);
    }
  }

  /** What a person may want to know at once. */
  private void comment(Percheron percheron, JobRef<?> ref) {
    if (!ref.isNew()) {
      console.say("an unfinished job has this key already: " + ref.id());
    } else if (console.terminal().err() && !command.isWanted()) {
      Known.otherHandler(percheron.operations(), words.getFirst())
          .ifPresent(other ->
              console.say(
                  "no other recent job is of handler '%s'; did you mean '%s'? Take it back: percheron jobs cancel %s"
                      .formatted(words.getFirst(), other, ref.id())));
    }
  }

  private int waited(Percheron percheron, JobRef<?> ref, Duration timeout)
      throws InterruptedException {
    if (!output.isJson()) {
      print(ref, Optional.empty());
      console.out().flush(); // somebody may want the id while we wait
    }
    var job = percheron.operations().await(ref.id(), timeout);
    if (output.isJson()) {
      print(ref, Optional.of(job));
    } else {
      tell(job);
    }
    return Endings.exitCode(List.of(job));
  }

  private void tell(Job job) {
    job.status().result().ifPresent(result -> console.print(Shown.line(result)));
    if (!job.state().isEnd()) {
      console.say(
          "it is still %s and goes on: percheron wait %s"
              .formatted(Cell.word(job.state()), job.id()));
    } else if (job.status().failure().isPresent()) {
      console.say(
          "%s: %s – percheron jobs show %s"
              .formatted(
                  Cell.word(job.state()),
                  job.status().failure().map(Failure::summary).orElse(""),
                  job.id()));
    }
  }

  private void print(JobRef<?> ref, Optional<Job> job) {
    if (!output.isJson()) {
      console.print(ref.id().toString());
      return;
    }
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", ref.id().value());
    json.put("new", ref.isNew());
    job.ifPresent(one -> {
      json.put("state", Cell.word(one.state()));
      json.put("result", one.status().result().map(Json::stored));
      json.put("failure", one.status().failure().map(JobStory::failure));
    });
    console.print(Json.text(json));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

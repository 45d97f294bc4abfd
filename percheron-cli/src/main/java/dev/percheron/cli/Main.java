package dev.percheron.cli;

import dev.percheron.cli.bench.Bench;
import dev.percheron.cli.bench.HostedBench;
import dev.percheron.cli.demo.Demo;
import dev.percheron.cli.jobs.JobsGroup;
import dev.percheron.cli.jobs.Push;
import dev.percheron.cli.jobs.Wait;
import dev.percheron.cli.options.Database;
import dev.percheron.cli.options.Words;
import dev.percheron.cli.queues.QueuesGroup;
import dev.percheron.cli.schedules.SchedulesGroup;
import dev.percheron.cli.store.DbGroup;
import dev.percheron.cli.store.Doctor;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.worker.RunWorker;
import dev.percheron.cli.worker.WorkersGroup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The {@code percheron} command: reads the arguments, runs one subcommand, ends with its exit code.
 */
@Command(
    name = "percheron",
    synopsisSubcommandLabel = "COMMAND",
    description = "Durable jobs: push them, run them, look at them.",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 usage, 3 not found, 4 refused in this state, 5 partly done,"
          + " 69 store unreachable, 124 timed out, 130 interrupted."
    })
@SuppressWarnings("UnusedVariable") // fields that picocli reads
public final class Main {
  @Mixin private final Database database;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Say what it does and takes.")
  private boolean help;

  private Main(Database database) {
    this.database = database;
  }

  /** Runs the command and ends this process with its exit code. */
  public static void main(String[] args) {
    QuietLogs.configure();
    System.exit(run(Console.ofThisProcess(), args));
  }

  /** Runs the command on any console. */
  static int run(Console console, String... args) {
    int exitCode = commandLine(console).execute(args);
    console.out().flush();
    console.err().flush();
    return exitCode;
  }

  /** All commands; a new one is one more line here. */
  static CommandLine commandLine(Console console) {
    var database = new Database(console.environment());
    var commandLine =
        new CommandLine(new Main(database))
            .addSubcommand(new Demo(console, database))
            .addSubcommand(new RunWorker(console, database))
            .addSubcommand(new Push(console, database))
            .addSubcommand(new Wait(console, database))
            .addSubcommand(JobsGroup.on(console, database))
            .addSubcommand(QueuesGroup.on(console, database))
            .addSubcommand(SchedulesGroup.on(console))
            .addSubcommand(WorkersGroup.on(console, database))
            .addSubcommand(DbGroup.on(console, database))
            .addSubcommand(new Doctor(console, database))
            .addSubcommand(
                new CommandLine(new Bench(console)).addSubcommand(new HostedBench(console)))
            .addSubcommand(new Version(console))
            .addSubcommand(new Completion(console))
            .addSubcommand(new Help(console));
    return configured(commandLine, new Troubles(console, database), console);
  }

  private static CommandLine configured(
      CommandLine commandLine, Troubles troubles, Console console) {
    var coloured = console.terminal().out() && console.terminal().colour();
    return Words.teach(commandLine)
        .setExpandAtFiles(
            false) // @daily is a cron expression, and no argument names a file by itself
        .setOut(console.out())
        .setErr(console.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(coloured ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(Math.clamp(console.terminal().width(), 60, 110))
        .setParameterExceptionHandler(troubles)
        .setExecutionExceptionHandler(troubles);
  }
}

package dev.percheron.exec.process;

import dev.percheron.api.Capability;
import dev.percheron.api.JobContext;
import dev.percheron.api.Outcome;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.UnfitAttempt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code command}: a program for each attempt. */
final class CommandExecutor extends HostedExecutor {
  static final String ALIAS = "command";
  static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.KILL,
          Capability.TIME_LIMIT,
          Capability.CRASH_ISOLATION,
          Capability.OUTPUT_CAPTURE);

  private static final String PATH = "PATH";
  private static final Pattern TOO_LONG = Pattern.compile("error[=:] ?7\\b"); // E2BIG

  /** What runs, and what keeps it from running. */
  private record Opened(CommandSettings settings, Backoff backoff) {}

  private volatile @Nullable Opened opened;

  CommandExecutor() {
    super(CAPABILITIES, defaultConcurrency());
  }

  static int defaultConcurrency() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  void open(ExecutorContext context) {
    var settings = CommandSettings.of(context.queue());
    Programs.checkDirectory(settings.workingDirectory());
    switch (settings.permission()) {
      case Permission.Fixed(var vector) -> {
        var _ = program(settings, vector.getFirst(), Map.of());
      }
      case Permission.OneOf choice -> {}
      case Permission.Anything all -> {}
    }
    opened = new Opened(settings, new Backoff(context));
  }

  private Opened opened() {
    var now = opened;
    if (now == null) {
      throw new IllegalStateException("the executor is not started");
    }
    return now;
  }

  @Override
  Climb.Graces graces() {
    return new Climb.Graces(Duration.ZERO, opened().settings().killGrace());
  }

  @Override
  String trouble() {
    var now = opened;
    return now == null ? "" : now.backoff().reason();
  }

  @Override
  void released() {
    opened().backoff().close();
  }

  @Override
  String run(Hosting hosting, JobContext context) throws Exception {
    var now = opened();
    var call = CommandCall.of(now.settings(), hosting.attempt().spec().arguments());
    if (hosting.isStopping()) {
      return "null";
    } else if (hosting.attempt().isExpired(hosting.now())) {
      hosting.verdict(new Outcome.Expired());
      return "null";
    }
    var process = begun(now, call, hosting);
    return process.isEmpty()
        ? "null"
        : new CommandRun(now.settings(), call, process.orElseThrow(), hosting, context).follow();
  }

  /** Starts it; what keeps every job of the queue from starting gives this one back. */
  private static Optional<Process> begun(Opened now, CommandCall call, Hosting hosting) {
    try {
      var process = begin(now.settings(), call, hosting);
      now.backoff().succeeded();
      return Optional.of(process);
    } catch (IOException e) {
      var reason = "no command can be started: " + e.getMessage();
      hosting.verdict(new Outcome.NotStarted(reason));
      now.backoff().failed(reason);
      return Optional.empty();
    }
  }

  private static Process begin(CommandSettings settings, CommandCall call, Hosting hosting)
      throws IOException {
    var words = new ArrayList<>(call.vector());
    words.set(0, program(settings, call));
    var builder = new ProcessBuilder(words).directory(settings.workingDirectory().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(settings, call.environment()));
    builder.environment().putAll(identity(hosting));
    try {
      return Guard.instance().start(builder, false);
    } catch (IOException e) {
      if (TOO_LONG.matcher(String.valueOf(e.getMessage())).find()) {
        throw tooLong(call, e);
      }
      throw e;
    }
  }

  private static UnfitAttempt tooLong(CommandCall call, IOException e) {
    return new UnfitAttempt(
        "the job's arguments and environment are longer than this system passes to a program"
            + " (%d words); hand them over as 'input' instead".formatted(call.vector().size()),
        e);
  }

  /** Of a queue with one command, a missing program is no job's fault. */
  private static String program(CommandSettings settings, CommandCall call) throws IOException {
    try {
      Programs.checkDirectory(settings.workingDirectory());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    try {
      return program(settings, call.vector().getFirst(), call.environment()).toString();
    } catch (IllegalArgumentException e) {
      if (settings.permission().isFixed()) {
        throw new IOException(e.getMessage(), e);
      }
      throw new UnfitAttempt("the command cannot be run: " + e.getMessage(), e);
    }
  }

  /** A job that may not choose its program may not choose where it is looked for, either. */
  private static Path program(CommandSettings settings, String name, Map<String, String> ofJob) {
    var seen =
        environment(
            settings, settings.permission() instanceof Permission.Anything ? ofJob : Map.of());
    return Programs.find(name, settings.workingDirectory(), seen.getOrDefault(PATH, ""));
  }

  /** What a Java handler is told by its context. */
  private static Map<String, String> identity(Hosting hosting) {
    var attempt = hosting.attempt();
    var told = new TreeMap<String, String>();
    told.put("PERCHERON_JOB", attempt.job().toString());
    told.put("PERCHERON_ATTEMPT", Integer.toString(attempt.number()));
    told.put("PERCHERON_QUEUE", attempt.spec().queue());
    told.put("PERCHERON_HANDLER", attempt.spec().handler());
    attempt
        .spec()
        .options()
        .limits()
        .time()
        .ifPresent(limit -> told.put("PERCHERON_DEADLINE", hosting.now().plus(limit).toString()));
    return told;
  }

  /** Nothing of the worker's but its path and what the queue names; then what the job sets. */
  private static Map<String, String> environment(
      CommandSettings settings, Map<String, String> ofJob) {
    var environment = new TreeMap<String, String>();
    System.getenv()
        .forEach((name, value) -> {
          if (name.equals(PATH) || settings.passed().contains(name)) {
            environment.put(name, value);
          }
        });
    environment.putAll(ofJob);
    return environment;
  }
}

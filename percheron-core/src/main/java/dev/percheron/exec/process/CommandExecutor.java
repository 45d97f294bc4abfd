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
import java.util.Set;
import java.util.TreeMap;
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

  private volatile @Nullable CommandSettings settings;

  CommandExecutor() {
    super(CAPABILITIES, defaultConcurrency());
  }

  static int defaultConcurrency() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  void open(ExecutorContext context) {
    var read = CommandSettings.of(context.queue());
    Programs.checkDirectory(directory(read));
    if (!read.command().isEmpty()) {
      program(read, read.command().getFirst(), environment(read, Map.of()));
    }
    settings = read;
  }

  private CommandSettings settings() {
    var read = settings;
    if (read == null) {
      throw new IllegalStateException("the executor is not started");
    }
    return read;
  }

  @Override
  Climb.Graces graces() {
    return new Climb.Graces(Duration.ZERO, settings().killGrace());
  }

  @Override
  String trouble() {
    return "";
  }

  @Override
  void released() {}

  @Override
  String run(Hosting hosting, JobContext context) throws Exception {
    var now = settings();
    var call = CommandCall.of(now, hosting.attempt().spec().arguments());
    if (hosting.isStopping()) {
      return "null";
    } else if (hosting.attempt().isExpired(hosting.now())) {
      hosting.verdict(new Outcome.Expired());
      return "null";
    }
    return new CommandRun(now, call, begin(now, call), hosting, context).follow();
  }

  private static Process begin(CommandSettings settings, CommandCall call) throws IOException {
    var environment = environment(settings, call.environment());
    var words = new ArrayList<>(call.vector());
    words.set(0, program(call, settings, environment));
    var builder = new ProcessBuilder(words).directory(directory(settings).toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return Guard.instance().start(builder, false);
  }

  private static String program(
      CommandCall call, CommandSettings settings, Map<String, String> environment) {
    try {
      return program(settings, call.vector().getFirst(), environment).toString();
    } catch (IllegalArgumentException e) {
      throw new UnfitAttempt("the command cannot be run: " + e.getMessage(), e);
    }
  }

  private static Path program(
      CommandSettings settings, String name, Map<String, String> environment) {
    return Programs.find(name, directory(settings), environment.getOrDefault(PATH, ""));
  }

  private static Path directory(CommandSettings settings) {
    return settings.directory().orElse(Path.of("")).toAbsolutePath();
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

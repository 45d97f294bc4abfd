package dev.percheron.checks.hostile;

import dev.percheron.api.Attempt;
import dev.percheron.api.JobContext;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Queue;
import dev.percheron.cli.hostile.Behaviour;
import dev.percheron.cli.hostile.HostileJobs;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.HandlerSource.Elsewhere;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.testkit.executor.HostileContract;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * The behaviours of the demo against the contract. {@code percheron.hostile.attempts} is how many
 * attempts are made: few in every build, a thousand and more by {@code make hostile}.
 */
@Tag("slow")
abstract class HostileSuite extends HostileContract {
  private static final Duration LIMIT = Duration.ofMillis(500);

  @TempDir private Path marks;
  private final String alias;
  private final Map<String, String> options;

  HostileSuite(String alias, Map<String, String> options) {
    this.alias = alias;
    this.options = options;
  }

  @Override
  protected JobExecutorProvider provider() {
    return ServiceLoader.load(JobExecutorProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.alias().equals(alias))
        .findFirst()
        .orElseThrow();
  }

  @Override
  protected Queue queue() {
    return Queue.named("hostile").executor(alias, options);
  }

  @Override
  protected HandlerInvoker invoker() {
    return new InChildren();
  }

  /** Handlers that are not in this JVM at all. */
  private static final class InChildren implements HandlerInvoker {
    @Override
    public @Nullable Object invoke(Attempt attempt, JobContext context) {
      throw new AssertionError("called in the worker");
    }

    @Override
    public String write(Attempt attempt, @Nullable Object result) {
      throw new AssertionError("written in the worker");
    }

    @Override
    public Optional<Elsewhere> elsewhere() {
      return Optional.of(
          new Elsewhere("dev.percheron.ChildHandlers", List.of(HostileJobs.class.getName())));
    }
  }

  @Override
  protected List<Hostile> hostile() {
    return Arrays.stream(Behaviour.values()).filter(this::isTried).map(this::hostile).toList();
  }

  /** A gigabyte each time would be all that the long run does; the demo prints it. */
  private boolean isTried(Behaviour behaviour) {
    return behaviour != Behaviour.FLOOD || manyAttempts() <= 100;
  }

  private Hostile hostile(Behaviour behaviour) {
    return new Hostile(
        behaviour.title(),
        JobSpec.of(behaviour.handler(), "hostile", arguments(behaviour)),
        behaviour.expected(alias),
        behaviour.isStopped() ? Optional.of(LIMIT) : Optional.empty());
  }

  /** Arguments of the job that behaves so, as JSON. */
  abstract String arguments(Behaviour behaviour);

  final String mark() {
    return marks.resolve("mark").toString();
  }

  static String json(List<String> words) {
    return words.stream()
        .map(word -> "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** The folder of this worker's children; others use the one above it as well. */
  @Override
  protected Path temporary() {
    var ours = ProcessHandle.current();
    long since = ours.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    var user = System.getProperty("user.name").replaceAll("\\W", "_");
    return Path.of(
        System.getProperty("java.io.tmpdir"), "percheron-" + user, ours.pid() + "-" + since);
  }

  @Override
  protected int manyAttempts() {
    return Integer.getInteger("percheron.hostile.attempts", 100);
  }
}

package dev.percheron.exec.process;

import dev.percheron.api.Capability;
import dev.percheron.api.JobContext;
import dev.percheron.api.Outcome;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.HandlerSource.Elsewhere;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code process}: a pool of child JVMs. */
final class ProcessExecutor extends HostedExecutor {
  static final String ALIAS = "process";
  static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.INTERRUPT,
          Capability.KILL,
          Capability.TIME_LIMIT,
          Capability.CRASH_ISOLATION,
          Capability.OUTPUT_CAPTURE);

  private final ChildLauncher launcher;
  private volatile @Nullable Pool pool;

  ProcessExecutor(ChildLauncher launcher) {
    super(CAPABILITIES, defaultConcurrency());
    this.launcher = launcher;
  }

  static int defaultConcurrency() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  void open(ExecutorContext context) {
    var settings = ProcessSettings.of(context.queue());
    settings.check();
    pool = new Pool(settings, context, launcher, handlers(context));
  }

  private static Elsewhere handlers(ExecutorContext context) {
    return context
        .invoker()
        .elsewhere()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "these handlers are in this JVM only, so they cannot run on the executor"
                    + " 'process'"));
  }

  private Pool pool() {
    var now = pool;
    if (now == null) {
      throw new IllegalStateException("the executor is not started");
    }
    return now;
  }

  @Override
  Climb.Graces graces() {
    return pool().settings().graces();
  }

  @Override
  String trouble() {
    var now = pool;
    return now == null ? "" : now.trouble();
  }

  @Override
  String run(Hosting hosting, JobContext context) {
    var now = pool();
    try {
      var child = now.take();
      if (!hosting.isStopping()) {
        runOn(child, hosting, context);
      }
      now.giveBack(child);
    } catch (IOException e) {
      hosting.verdict(new Outcome.NotStarted(String.valueOf(e.getMessage())));
    }
    return "null";
  }

  private static void runOn(ChildWorker child, Hosting hosting, JobContext context) {
    if (hosting.attempt().isExpired(hosting.now())) {
      hosting.verdict(new Outcome.Expired());
    } else {
      child.run(hosting, context);
    }
  }

  @Override
  void released() {
    pool().close();
  }
}

package dev.percheron.exec.process;

import dev.percheron.api.Capability;
import dev.percheron.api.JobContext;
import dev.percheron.api.Outcome;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.HandlerSource.Elsewhere;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** {@code process}: a pool of child JVMs. */
final class ProcessExecutor extends HostedExecutor {
  static final String ALIAS = "process";
  static final Set<Capability> CAPABILITIES = all();

  private final ChildLauncher launcher;
  private volatile @Nullable Pool pool;

  ProcessExecutor(ChildLauncher launcher) {
    super(CAPABILITIES, defaultConcurrency());
    this.launcher = launcher;
  }

  /** Limits of memory and processor time are kept where use can be measured. */
  private static Set<Capability> all() {
    var all =
        EnumSet.of(
            Capability.INTERRUPT,
            Capability.KILL,
            Capability.TIME_LIMIT,
            Capability.CRASH_ISOLATION,
            Capability.OUTPUT_CAPTURE);
    if (ProcUsage.isHere()) {
      all.add(Capability.MEMORY_LIMIT);
      all.add(Capability.CPU_LIMIT);
    }
    return Set.copyOf(all);
  }

  static int defaultConcurrency() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  void open(ExecutorContext context) {
    var settings = ProcessSettings.of(context.queue());
    settings.check();
    Nests.sweep();
    int slots = context.queue().concurrency().orElse(defaultConcurrency());
    var maternity = new Maternity(settings, launcher, handlers(context));
    var fresh = new Pool(settings, slots, context, maternity);
    pool = fresh;
    fresh.open();
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
  boolean canWork() {
    var now = pool;
    return now != null && now.canWork();
  }

  @Override
  int mostAhead() {
    return pool().settings().window() - 1;
  }

  @Override
  public int roomAhead() {
    var now = pool;
    return now == null ? 0 : now.ahead();
  }

  /** Nobody waits: whoever hands an attempt over sends it, and who hears of its end tells it. */
  @Override
  ExecutorService service(ExecutorContext context) {
    return new InlineService(task -> {});
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it is the stage that is awaited
  @Override
  Object run(Hosting hosting, JobContext context) {
    if (hosting.attempt().isExpired(hosting.now())) {
      hosting.verdict(new Outcome.Expired());
      return "null";
    }
    return hand(hosting, context);
  }

  private CompletableFuture<String> hand(Hosting hosting, JobContext context) {
    var now = pool();
    var limits = hosting.attempt().spec().options().limits();
    var run = new Run(hosting, context, now.settings().heapFor(limits));
    context.onCancel(() -> now.forget(run));
    now.run(run);
    return run.over;
  }

  @Override
  void stopTaking() {
    pool().stopTaking();
  }

  @Override
  void released() {
    pool().close();
  }
}

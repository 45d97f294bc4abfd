package dev.percheron.exec.process;

import dev.percheron.api.JobContext;
import dev.percheron.api.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One attempt on its way through the children. Told its end once, by whoever comes first. */
final class Run {
  /** When so many children have died before it began, it is what they die of. */
  static final int MOST_DEATHS = 3;

  final Hosting hosting;
  final JobContext context;

  /** How many MiB of heap its child has. */
  final int heap;

  final CompletableFuture<String> over = new CompletableFuture<>();
  private final AtomicBoolean told = new AtomicBoolean();
  long order; // among all of its executor; guarded by the pool
  long number; // on its child; guarded by the pool
  @Nullable ChildWorker child; // guarded by the pool
  boolean withdrawn; // asked back; guarded by the pool
  int deaths; // of children that had only to begin it; guarded by the pool
  long begunAt; // nanoseconds; of the thread of its child
  volatile CompletableFuture<String> look = new CompletableFuture<>(); // where it is, when asked
  volatile @Nullable Outcome broken; // a limit that it did not keep

  Run(Hosting hosting, JobContext context, int heap) {
    this.hosting = hosting;
    this.context = context;
    this.heap = heap;
  }

  boolean isBegun() {
    return hosting.isBegun();
  }

  /** Whether another child may have it after the death of one. */
  boolean mayWait() {
    return !isBegun() && !hosting.isStopping() && deaths < MOST_DEATHS;
  }

  void finish(Outcome outcome) {
    if (told.compareAndSet(false, true)) {
      hosting.verdict(outcome);
      over.complete("null");
    }
  }
}

package dev.percheron.exec;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The stage or future that a handler returned, while somebody waits for it.
 *
 * <p>What waits holds on to {@code done}, never to the user's object, so that waiting can be given
 * up without running anybody's code.
 */
final class Awaited {
  private final CompletableFuture<@Nullable Object> done = new CompletableFuture<>();
  private volatile @Nullable Object source; // user code; let go at the end
  private List<Runnable> then = List.of(); // one or none; guarded by this

  private Awaited(Object source) {
    this.source = source;
  }

  static boolean isNeeded(@Nullable Object result) {
    return result instanceof CompletionStage || result instanceof Future;
  }

  /** Begins to listen. May run user code: a stage is somebody's class. */
  static Awaited to(Object source) {
    var awaited = new Awaited(source);
    awaited.listen(source);
    return awaited;
  }

  private void listen(Object from) {
    if (from instanceof CompletionStage<?> stage) {
      stage.whenComplete(this::settle);
    } else if (from instanceof Future<?> future) {
      listenTo(future);
    }
  }

  private void listenTo(Future<?> future) {
    if (future.isDone()) {
      waitFor(future);
    } else {
      Thread.startVirtualThread(() -> waitFor(future)); // a plain future calls nobody back
    }
  }

  private void waitFor(Future<?> future) {
    try {
      settle(future.get(), null);
    } catch (Throwable e) { // user code
      settle(null, e);
    }
  }

  private void settle(@Nullable Object value, @Nullable Throwable thrown) {
    if (thrown == null) {
      done.complete(value);
    } else {
      done.completeExceptionally(Ends.unwrapped(thrown));
    }
    takeThen().forEach(Runnable::run);
  }

  boolean isDone() {
    return done.isDone();
  }

  /** Runs {@code next} once when it is done, on whatever thread finds that out. */
  void then(Runnable next) {
    setThen(next);
    if (done.isDone()) {
      takeThen().forEach(Runnable::run);
    }
  }

  private synchronized void setThen(Runnable next) {
    then = List.of(next);
  }

  private synchronized List<Runnable> takeThen() {
    var taken = then;
    then = List.of();
    return taken;
  }

  /** Waits. */
  @Nullable Object get() throws InterruptedException, ExecutionException {
    return done.get();
  }

  /** Ends the waiting: {@link #get} throws {@link CancellationException}. Runs no user code. */
  void wake() {
    done.cancel(false);
  }

  /** Tells the user's stage or future that nobody waits any more. Runs user code. */
  void cancelSource() {
    try {
      switch (source) {
        case Future<?> future -> future.cancel(true);
        case CompletionStage<?> stage -> stage.toCompletableFuture().cancel(true);
        case null, default -> {}
      }
    } catch (Throwable e) { // user code: a stage may refuse, and then it goes on
      wake();
    }
  }

  /** Lets go of the user's object. */
  void forget() {
    source = null;
    var _ = takeThen();
  }
}

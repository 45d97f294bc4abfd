package dev.percheron.exec;

import dev.percheron.api.Attempt;
import dev.percheron.api.JobContext;
import dev.percheron.api.JobPlan;
import dev.percheron.api.Names;
import dev.percheron.api.Progress;
import dev.percheron.spi.AttemptListener;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a handler sees of its attempt. What it writes counts until the attempt is over. */
abstract class AttemptContext implements JobContext {
  private static final VarHandle NOTEBOOK = notebookHandle();

  final Session session;
  final Attempt attempt;
  final AttemptListener listener;
  private Instant startedAt = Instant.EPOCH; // written before the handler can see it
  private volatile @Nullable Notebook notebook;

  AttemptContext(Session session, Attempt attempt, AttemptListener listener) {
    this.session = session;
    this.attempt = attempt;
    this.listener = listener;
  }

  /** Whether it has ended, so that nothing counts any more. */
  abstract boolean isOver();

  void startedAt(Instant at) {
    startedAt = at;
  }

  @Override
  public final Attempt attempt() {
    return attempt;
  }

  @Override
  public final Instant startedAt() {
    return startedAt;
  }

  @Override
  public final Optional<Instant> deadline() {
    return attempt.spec().options().limits().time().map(startedAt::plus);
  }

  @Override
  public final Map<String, String> metadata() {
    var written = notebook;
    return written == null ? attempt.spec().metadata() : written.metadata();
  }

  @Override
  public final void metadata(String key, String value) {
    Names.checked("metadata", key);
    JobPlan.checkedMetadata(key, value);
    if (!isOver()) {
      notebook().metadata(key, value);
    }
  }

  @Override
  public final void progress(Progress progress) {
    Objects.requireNonNull(progress, "progress");
    if (!isOver()) {
      listener.progress(progress);
    }
  }

  @Override
  public final void log(String line) {
    Objects.requireNonNull(line, "line");
    if (!isOver() && notebook().line()) {
      listener.log(session.now(), line);
    }
  }

  @Override
  public final void onCancel(Runnable action) {
    Objects.requireNonNull(action, "action");
    notebook().add(action);
    // Whoever stops the attempt looks here after it has set the phase, and we look at the phase
    // after
    // the action is in: one of the two finds it.
    if (isCancelled()) {
      runAll(takeActions());
    } else if (isOver()) {
      forgetActions();
    }
  }

  /** The actions that nobody has run yet. */
  final List<Runnable> takeActions() {
    var written = notebook;
    return written == null ? List.of() : written.takeActions();
  }

  final void forgetActions() {
    takeActions();
  }

  /** Tells the log how much it lost. */
  final void closeLog(Instant now) {
    var written = notebook;
    long lost = written == null ? 0 : written.lost();
    if (lost > 0) {
      listener.log(now, "… and %,d more lines that were not kept".formatted(lost));
    }
  }

  static void runAll(List<Runnable> actions) {
    for (var action : actions) {
      try {
        action.run();
      } catch (Throwable _) {
        // user code: an action that throws hurts nobody
      }
    }
  }

  private Notebook notebook() {
    var mine = notebook;
    if (mine != null) {
      return mine;
    }
    var fresh = new Notebook(attempt.spec().metadata());
    var other = (Notebook) NOTEBOOK.compareAndExchange(this, null, fresh);
    return other == null ? fresh : other;
  }

  private static VarHandle notebookHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(AttemptContext.class, "notebook", Notebook.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}

package dev.percheron.exec.process;

import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.HandlerSource.Elsewhere;
import dev.percheron.spi.Timer.Alarm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The children of one queue, from its start to its close. A child is taken by one thread, runs one
 * attempt, and is given back or retired; one that has died is replaced by the next who needs one.
 * When children do not start it says why, and waits twice as long each time before the next try.
 */
final class Pool {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final ProcessSettings settings;
  private final ExecutorContext context;
  private final ChildLauncher launcher;
  private final Elsewhere handlers;
  private final Deque<ChildWorker> idle = new ArrayDeque<>(); // guarded by this
  private Duration pause = FIRST_PAUSE; // guarded by this
  private @Nullable Alarm nextTry; // guarded by this
  private volatile String trouble = "";
  private boolean closed; // guarded by this

  Pool(
      ProcessSettings settings,
      ExecutorContext context,
      ChildLauncher launcher,
      Elsewhere handlers) {
    this.settings = settings;
    this.context = context;
    this.launcher = launcher;
    this.handlers = handlers;
  }

  ProcessSettings settings() {
    return settings;
  }

  /** Why it starts no children now; empty when it does. */
  String trouble() {
    return trouble;
  }

  /**
   * A child that is ready: one that waits, the last used first, or a new one.
   *
   * @throws IOException when none can be had; the message says why
   */
  ChildWorker take() throws IOException {
    synchronized (this) {
      var waiting = idle.pollFirst();
      if (waiting != null) {
        return waiting;
      }
    }
    if (!trouble.isEmpty()) {
      throw new IOException(trouble);
    }
    return started();
  }

  private ChildWorker started() throws IOException {
    try {
      var link =
          launcher.launch(
              JvmLauncher.command(settings),
              JvmLauncher.environment(settings),
              Path.of(settings.directory()).toAbsolutePath());
      var child = ChildWorker.ready(link, handlers, settings.startTimeout(), context.timer());
      succeeded();
      return child;
    } catch (IOException e) {
      failed(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private synchronized void succeeded() {
    pause = FIRST_PAUSE;
  }

  private void failed(String reason) {
    synchronized (this) {
      if (closed || nextTry != null) {
        return;
      }
      trouble = "no child JVM can be started: " + reason;
      nextTry = context.timer().after(pause, this::tryAgain);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
    context.notices().changed();
  }

  private void tryAgain() {
    synchronized (this) {
      nextTry = null;
      trouble = "";
    }
    context.notices().changed();
  }

  /** An attempt is over: its child waits for the next, or has done enough. */
  void giveBack(ChildWorker child) {
    boolean kept;
    synchronized (this) {
      kept = !closed && !child.isDead() && child.attempts() < settings.recycleAfter();
      if (kept) {
        idle.addFirst(child);
      }
    }
    if (!kept && !child.isDead()) {
      child.retire();
    }
  }

  /** No child waits any more, and those that are given back end. */
  void close() {
    List<ChildWorker> left;
    Alarm alarm;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(idle);
      idle.clear();
      alarm = nextTry;
      nextTry = null;
    }
    if (alarm != null) {
      alarm.stop();
    }
    left.forEach(ChildWorker::retire);
  }
}

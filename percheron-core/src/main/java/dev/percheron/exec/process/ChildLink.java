package dev.percheron.exec.process;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** A child as its worker holds it. */
public interface ChildLink {
  /** What it says. */
  InputStream in();

  /** What it hears. */
  OutputStream out();

  /** What its jobs print. */
  InputStream printed();

  /** Its process, for people. */
  long pid();

  /** Kills it and all that it has started; returns at once. */
  void kill();

  /** Its exit code, when it has ended. */
  CompletableFuture<Integer> exit();

  /** It has ended: cleans up after it. */
  void over();

  /** What it and all that it has started use. */
  default Usage usage() {
    return Usage.NONE;
  }

  /**
   * From now on the system itself lets it take no more than {@code bytes} beyond what it has.
   *
   * @return whether it does; by default nobody does
   */
  default boolean bound(long bytes) {
    return false;
  }

  /** It may take what it likes again. */
  default void unbound() {}

  /** Whether the system has killed it for its {@link #bound}; known once it has ended. */
  default boolean wasOverBound() {
    return false;
  }
}

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
}

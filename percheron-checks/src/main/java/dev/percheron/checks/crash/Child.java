package dev.percheron.checks.crash;

import dev.percheron.checks.crash.Entry.Blow;
import dev.percheron.checks.crash.Entry.Struck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A process that the driver has started and may strike. For the driver's thread. */
final class Child implements AutoCloseable {
  private final long number;
  private final Process process;
  private final HistoryWriter history;
  private boolean frozen;
  private boolean killed;

  private Child(long number, Process process, HistoryWriter history) {
    this.number = number;
    this.process = process;
    this.history = history;
  }

  /**
   * Starts a class of this package with the JDK and the class path of this process.
   *
   * @param prefix what stands before the command
   */
  static Child start(
      List<String> prefix,
      Class<?> main,
      long number,
      Path folder,
      HistoryWriter history,
      String... args) {
    var command = new ArrayList<>(prefix);
    command.addAll(java());
    command.add(main.getName());
    command.addAll(List.of(args));
    var output = folder.resolve("%s-%d.out".formatted(main.getSimpleName(), number)).toFile();
    try {
      var process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
      return new Child(number, process, history);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx128m",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"));
  }

  long number() {
    return number;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** How it ended by itself; empty while it lives, and when it was killed. */
  OptionalInt endedBySelf() {
    return process.isAlive() || killed ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  boolean isFrozen() {
    return frozen;
  }

  /** {@code kill -9}, also when it is frozen. */
  void kill() throws InterruptedException {
    history.add(new Struck(Blow.KILL, number, System.nanoTime()));
    killed = true;
    process.destroyForcibly().waitFor();
  }

  /** {@code kill -STOP}. */
  void freeze() throws InterruptedException {
    history.add(new Struck(Blow.FREEZE, number, System.nanoTime()));
    frozen = true;
    signal("-STOP");
  }

  /** {@code kill -CONT}. */
  void thaw() throws InterruptedException {
    signal("-CONT");
    frozen = false;
    history.add(new Struck(Blow.THAW, number, System.nanoTime()));
  }

  /**
   * Lets it end by itself.
   *
   * @return its exit code; -1 when it has not ended in time
   */
  int letGo(Duration patience) throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
  }

  /** Ends it, whatever it does. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void signal(String signal) throws InterruptedException {
    try {
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.percheron.checks.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A process of {@link WorkerMain}. For one thread. */
final class WorkerProcess implements AutoCloseable {
  private final Process process;
  private final Writer to;
  private final BufferedReader from;
  private final Path log;

  private WorkerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.to = process.outputWriter(StandardCharsets.UTF_8);
    this.from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts one with the JDK and the class path of this process. */
  static WorkerProcess of(Entrant entrant, Path board, Path log) {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "-D%s=%s".formatted(Board.PROPERTY, board),
            "-cp",
            System.getProperty("java.class.path"),
            WorkerMain.class.getName(),
            entrant.name());
    try {
      return new WorkerProcess(
          new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens its contender on a database. */
  void open(String url) {
    send("open " + url);
    answer();
  }

  /** Begins to work, and returns at once. */
  void start() {
    send("start");
  }

  /** Returns when {@link #start} has come back. */
  void awaitStart() {
    answer();
  }

  /** Stops working and closes its contender. */
  void stop() {
    send("stop");
    answer();
  }

  /** The milliseconds from push to start inside this process, while it works. */
  List<Double> probe(int count, Duration gap) {
    send("probe %d %s".formatted(count, gap));
    return Arrays.stream(answer().strip().split(" ", -1)).map(Double::valueOf).toList();
  }

  /** What it has used of the processors. */
  Duration cpu() {
    return Cpu.of(process.toHandle());
  }

  private void send(String line) {
    try {
      to.write(line + "\n");
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the worker has ended; see " + log, e);
    }
  }

  /** Peers print their banners, too. */
  private String answer() {
    try {
      for (var line = from.readLine(); line != null; line = from.readLine()) {
        if (line.startsWith("did")) {
          return line.substring(3);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("the worker has ended; see " + log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

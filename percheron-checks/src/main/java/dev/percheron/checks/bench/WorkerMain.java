package dev.percheron.checks.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A process that works for one contender, round after round, so that its code is as warm as that of
 * a worker that runs for days. Argument: the entrant. Its standard input says what to do, a line
 * each – {@code open URL}, {@code start}, {@code probe COUNT GAP}, {@code stop} – and it answers
 * with a line each. It ends with its input.
 */
final class WorkerMain {
  private final Entrant entrant;
  private @Nullable Contender contender;
  private @Nullable AutoCloseable worker;

  private WorkerMain(Entrant entrant) {
    this.entrant = entrant;
  }

  /** Works until its input ends. */
  public static void main(String[] args) throws Exception {
    var main = new WorkerMain(Entrant.valueOf(args[0]));
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println("did" + main.run(line.split(" ", -1)));
    }
    System.exit(0); // a peer may keep threads that are not daemons
  }

  private String run(String[] words) throws Exception {
    return switch (words[0]) {
      case "open" -> open(words[1]);
      case "start" -> start();
      case "probe" -> probe(Integer.parseInt(words[1]), Duration.parse(words[2]));
      case "stop" -> stop();
      default -> throw new IOException("not a command: " + words[0]);
    };
  }

  private String open(String url) {
    contender = entrant.open(url);
    return "";
  }

  private String start() throws Exception {
    worker = opened().work();
    return "";
  }

  private String probe(int count, Duration gap) throws Exception {
    return Probes.millis(opened(), Board.ofThisProcess(), count, gap).stream()
        .map(one -> " " + one)
        .collect(Collectors.joining());
  }

  private Contender opened() {
    if (contender == null) {
      throw new IllegalStateException("nothing is open");
    }
    return contender;
  }

  private String stop() throws Exception {
    if (worker != null && contender != null) {
      worker.close();
      contender.close();
    }
    return "";
  }
}

package dev.percheron.testkit.executor.process;

import dev.percheron.api.Attempt;
import dev.percheron.api.ClaimId;
import dev.percheron.api.JobContext;
import dev.percheron.api.JobId;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Progress;
import dev.percheron.json.PlainJson;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.testkit.executor.ContractHandlers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The contract's lambdas behind real programs. Each attempt is a process of its own, a small script
 * that asks this JVM what to do: what to print, what to log, with which code to exit. It tells when
 * it is asked to terminate, and a kill ends it like any program.
 */
final class Puppets implements ContractHandlers, HandlerInvoker, AutoCloseable {
  /**
   * A line to the strings: the job and the handler, later {@code term}. Lines from them: {@code
   * out}, {@code log} and {@code exit}. It reads for a second at a time: a signal that comes just
   * before the read begins would wait for its end.
   */
  private static final String SCRIPT =
      """
      exec 3<>/dev/tcp/127.0.0.1/"$1" || exit 70
      trap 'echo term >&3' TERM
      echo "$PERCHERON_JOB $PERCHERON_HANDLER $PERCHERON_QUEUE $PERCHERON_DEADLINE" >&3
      while :; do
        IFS= read -r -t 1 line <&3
        code=$?
        [ $code -gt 128 ] && continue
        [ $code -eq 0 ] || exit 71
        case $line in
          out\\ *) printf '%s' "${line#out }" ;;
          log\\ *) printf '%s\\n' "${line#log }" >&2 ;;
          exit\\ *) exit "${line#exit }" ;;
        esac
      done
      """;

  private final Map<String, Body> bodies = new ConcurrentHashMap<>();
  private final ServerSocket server;

  Puppets() {
    try {
      server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("puppets").start(this::serve);
  }

  /** Whether there is what the script needs. */
  static boolean canPlay() {
    return Files.isExecutable(Path.of("/bin/bash"));
  }

  /** What the queue of this theatre runs. */
  String command() {
    var port = Integer.toString(server.getLocalPort());
    return PlainJson.write(List.of("/bin/bash", "-c", SCRIPT, "puppet", port));
  }

  private void serve() {
    try {
      while (true) {
        var strings = new Strings(server.accept());
        Thread.ofPlatform().daemon().name("strings").start(strings);
      }
    } catch (IOException e) {
      // the play is over
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void on(String name, Body body) {
    bodies.put(name, body);
  }

  @Override
  public HandlerInvoker invoker() {
    return this;
  }

  @Override
  public @Nullable Object invoke(Attempt attempt, JobContext context) {
    throw new AssertionError("a handler was called by the executor");
  }

  @Override
  public String write(Attempt attempt, @Nullable Object result) {
    throw new AssertionError("a result was written by the executor");
  }

  /** One program that runs, and what it knows of its attempt. */
  private final class Strings implements Runnable, JobContext {
    private final Socket socket;
    private final List<Runnable> onCancel = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;
    private volatile Optional<Instant> deadline = Optional.empty();
    private volatile @Nullable Attempt attempt;
    private volatile @Nullable Thread acting;
    private volatile @Nullable Future<?> pending;

    Strings(Socket socket) {
      this.socket = socket;
    }

    @Override
    public void run() {
      try (socket;
          var in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        var first = in.readLine();
        if (first != null) {
          begin(first.split(" ", -1));
          heed(in);
        }
      } catch (IOException e) {
        // it was killed
      }
    }

    private void begin(String[] words) {
      deadline = words[3].isEmpty() ? Optional.empty() : Optional.of(Instant.parse(words[3]));
      var spec = JobSpec.of(words[1], words[2], "[]");
      attempt = new Attempt(JobId.parse(words[0]), 1, new ClaimId(1), spec, Instant.EPOCH);
      var body = Objects.requireNonNull(bodies.get(words[1]));
      acting = Thread.ofPlatform().daemon().name("puppet").start(() -> act(body));
    }

    private void heed(BufferedReader in) throws IOException {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("term")) {
          stop();
        }
      }
    }

    private synchronized void stop() {
      cancelled = true;
      onCancel.forEach(Runnable::run);
      var waitedFor = pending;
      if (waitedFor != null) {
        waitedFor.cancel(true);
      }
      var now = acting;
      if (now != null) {
        now.interrupt();
      }
    }

    @SuppressWarnings("IllegalCatch") // a handler of a test may throw anything
    private void act(Body body) {
      try {
        var value = awaited(body.run(this));
        tell("out " + PlainJson.write(value));
        tell("exit 0");
      } catch (Throwable e) {
        tell("log " + e.toString().lines().findFirst().orElse(""));
        tell("exit 1");
      }
    }

    private @Nullable Object awaited(@Nullable Object value) throws Exception {
      return switch (value) {
        case CompletionStage<?> stage -> got(stage.toCompletableFuture());
        case Future<?> future -> got(future);
        case null, default -> value;
      };
    }

    private @Nullable Object got(Future<?> future) throws Exception {
      pending = future;
      return future.get();
    }

    private synchronized void tell(String line) {
      try {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // it was killed
      }
    }

    @Override
    public Attempt attempt() {
      return Objects.requireNonNull(attempt);
    }

    @Override
    public Instant startedAt() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Instant> deadline() {
      return deadline;
    }

    @Override
    public Map<String, String> metadata() {
      return Map.of();
    }

    @Override
    public void metadata(String key, String value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void progress(Progress progress) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void log(String line) {
      tell("log " + line);
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public synchronized void onCancel(Runnable action) {
      if (cancelled) {
        action.run();
      } else {
        onCancel.add(action);
      }
    }
  }
}

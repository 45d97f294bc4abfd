package dev.percheron.exec.process;

import dev.percheron.api.Failure;
import dev.percheron.api.Outcome;
import dev.percheron.api.Queue;
import dev.percheron.exec.process.Frame.Kind;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.ExecutorNotices;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.HandlerSource;
import dev.percheron.spi.JobExecutor;
import dev.percheron.spi.JobExecutor.RunningAttempt;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a child does: it says hello, learns where the handlers are, and runs one attempt after the
 * other until its worker says that it is enough or is no more.
 *
 * <p>Handlers run on an executor as in any worker, so that they see the same; {@link Crew} says on
 * which thread.
 */
public final class ChildLoop {
  /** The attempt that runs. */
  private record Current(long attempt, @Nullable RunningAttempt handle) {}

  private static final Map<String, String> PATIENT =
      Map.of("token-grace", "1d", "interrupt-grace", "1d");

  private final Channel channel;
  private final Premises premises;
  private final Rings graces = new Rings();
  private final JobExecutor executor = OnTheSpot.executor(this::begins);
  private final Crew crew = new Crew(new Duties());
  private volatile Instant now = Instant.EPOCH; // the worker's clock when the attempt was sent
  private volatile Current current = new Current(0, null);
  // A cancellation may come between the two: each side writes its own, then reads the other's.
  private volatile long cancelled;

  /** Over the two ends of a channel, on {@code premises}. */
  public ChildLoop(InputStream in, OutputStream out, Premises premises) {
    this.channel = new Channel(in, out);
    this.premises = premises;
  }

  /**
   * Works until the worker is gone or has no use for it any more.
   *
   * @param pid the number of this process
   */
  public void run(long pid) {
    try {
      channel.send(Kind.HELLO, 0, Map.of("version", Channel.VERSION, "pid", pid));
      if (open(channel.expect(Kind.CONFIG))) {
        channel.send(Kind.READY, 0, Map.of());
        crew.serve();
      }
    } catch (IOException e) {
      // the worker has gone, or speaks another language: either way nobody needs us
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean open(Frame config) throws IOException {
    try { // other people's code, from its constructor to its handlers' classes
      initialise(config);
      var invoker = invoker(config);
      if (Boolean.TRUE.equals(config.body().get("rehearse"))) {
        invoker.rehearse();
      }
      executor.start(context(invoker));
      return true;
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      channel.send(Kind.REFUSED, 0, Map.of("reason", Failure.of(e).summary()));
      return false;
    }
  }

  /** Once, before the handlers are made, so that these find what it has prepared. */
  private static void initialise(Frame config) throws Exception {
    if (config.body().get("initialiser") instanceof String name) {
      if (!(made(Class.forName(name)) instanceof Runnable initialiser)) {
        throw new IllegalArgumentException("the initialiser " + name + " is no Runnable");
      }
      initialiser.run();
    }
  }

  private static HandlerInvoker invoker(Frame config) throws Exception {
    return source(config.text("source")).open(texts(config.body().get("handlers")));
  }

  private static HandlerSource source(String name) throws ReflectiveOperationException {
    return made(Class.forName(name).asSubclass(HandlerSource.class));
  }

  private static <T> T made(Class<T> type) throws ReflectiveOperationException {
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private static List<String> texts(@Nullable Object list) {
    return list instanceof List<?> texts ? texts.stream().map(String::valueOf).toList() : List.of();
  }

  private ExecutorContext context(HandlerInvoker invoker) {
    var queue = Queue.named("child").executor("child", PATIENT).concurrency(1);
    var echoing = new Echoing(invoker, this::tellMetadata);
    return new ExecutorContext(queue, echoing, () -> now, graces, ExecutorNotices.NONE);
  }

  private void tellMetadata(String key, String value) {
    tell(Kind.METADATA, current.attempt(), Map.of("key", key, "value", value));
  }

  private void tell(Kind kind, long attempt, Map<String, ? extends @Nullable Object> body) {
    try {
      channel.send(kind, attempt, body);
    } catch (IOException e) {
      // the worker has gone; whoever reads sees that as well, and ends us
    }
  }

  /** The executor is about to run an attempt, on this thread. */
  private void begins(RunningAttempt handle) {
    long attempt = current.attempt();
    current = new Current(attempt, handle);
    if (cancelled == attempt) {
      handle.cancel("it was asked to stop before it began");
    }
  }

  /** What frames ask for. */
  private final class Duties implements Crew.Work {
    @Override
    public Frame receive() throws IOException {
      return channel.receive();
    }

    @Override
    public void flush() throws IOException {
      channel.flush();
    }

    @Override
    public void run(Frame frame) throws IOException {
      var attempt = Wire.attempt(frame);
      now = Wire.instant(frame, "now");
      current = new Current(frame.attempt(), null);
      premises.begin(frame.attempt());
      var _ = executor.submit(attempt, new Teller(channel, frame.attempt(), premises));
    }

    @Override
    public boolean obey(Frame frame) throws IOException {
      switch (frame.kind()) {
        case CANCEL -> cancel(frame);
        case WITHDRAW -> withdraw(frame.attempt());
        case INTERRUPT -> interrupt(frame);
        case STACKS -> tell(Kind.STACKS, frame.attempt(), Map.of("text", stacks()));
        case DRAIN -> {
          return false;
        }
        case HELLO, CONFIG, READY, REFUSED, RUN, STARTED, LOG, PROGRESS, METADATA, ENDED ->
            throw new BadFrame("a worker does not say " + frame.kind());
      }
      return true;
    }

    private String stacks() {
      var handle = current.handle();
      return ThreadStacks.after(handle == null ? "" : handle.stack());
    }

    private void cancel(Frame frame) throws IOException {
      long attempt = frame.attempt();
      cancelled = attempt;
      var runs = current;
      if (runs.attempt() == attempt && runs.handle() != null) {
        runs.handle().cancel(frame.text("reason"));
      } else {
        withdraw(attempt);
      }
    }

    private void withdraw(long attempt) throws IOException {
      if (crew.withdraw(attempt)) {
        var outcome = new Outcome.NotStarted("it was taken back before it began");
        channel.send(Kind.ENDED, attempt, Wire.outcome(outcome, false));
      }
    }

    private void interrupt(Frame frame) {
      if (frame.attempt() == current.attempt()) {
        graces.ring();
      }
    }
  }
}

package dev.percheron.exec.process;

import dev.percheron.api.Attempt;
import dev.percheron.api.AttemptEnd;
import dev.percheron.api.Failure;
import dev.percheron.api.JobContext;
import dev.percheron.api.Outcome;
import dev.percheron.api.Progress;
import dev.percheron.api.Queue;
import dev.percheron.exec.ThreadsProvider;
import dev.percheron.exec.process.Frame.Kind;
import dev.percheron.spi.AttemptListener;
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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a child does: it says hello, learns where the handlers are, and runs one attempt after the
 * other until its worker says that it is enough or is no more.
 *
 * <p>Handlers run on an executor as in any worker, so that they see the same; the thread that reads
 * never runs one, so cancellation and the end of the stream are always heard.
 */
public final class ChildLoop {
  private static final Map<String, String> PATIENT =
      Map.of("token-grace", "1d", "interrupt-grace", "1d", "keep-alive", "1d");

  private final Channel channel;
  private final BooleanSupplier mark;
  private final Rings graces = new Rings();
  private final JobExecutor executor = new ThreadsProvider().create();
  private volatile Instant now = Instant.EPOCH; // the worker's clock when the attempt was sent
  private long current; // the reader's alone
  private @Nullable RunningAttempt running; // the reader's alone

  /**
   * Over the two ends of a channel.
   *
   * @param mark marks the end of what a job has printed, if it has printed anything; says so
   */
  public ChildLoop(InputStream in, OutputStream out, BooleanSupplier mark) {
    this.channel = new Channel(in, out);
    this.mark = mark;
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
        while (obey(channel.receive())) {
          // one frame after the other
        }
      }
    } catch (IOException e) {
      // the worker has gone, or speaks another language: either way nobody needs us
    }
  }

  private boolean open(Frame config) throws IOException {
    try { // other people's code, from its constructor to its handlers' classes
      var invoker = source(config.text("source")).open(texts(config.body().get("handlers")));
      executor.start(context(invoker));
      return true;
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      channel.send(Kind.REFUSED, 0, Map.of("reason", Failure.of(e).summary()));
      return false;
    }
  }

  private static HandlerSource source(String name) throws ReflectiveOperationException {
    var constructor = Class.forName(name).asSubclass(HandlerSource.class).getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private static List<String> texts(@Nullable Object list) {
    return list instanceof List<?> texts ? texts.stream().map(String::valueOf).toList() : List.of();
  }

  private ExecutorContext context(HandlerInvoker invoker) {
    var queue = Queue.named("child").executor("threads", PATIENT).concurrency(1);
    return new ExecutorContext(
        queue, new Echoing(invoker), () -> now, graces, ExecutorNotices.NONE);
  }

  private boolean obey(Frame frame) throws IOException {
    switch (frame.kind()) {
      case RUN -> run(frame);
      case CANCEL -> cancel(frame);
      case INTERRUPT -> interrupt(frame);
      case STACKS -> tell(Kind.STACKS, frame.attempt(), Map.of("text", ThreadStacks.all()));
      case DRAIN -> {
        return false;
      }
      case HELLO, CONFIG, READY, REFUSED, STARTED, LOG, PROGRESS, METADATA, ENDED ->
          throw new BadFrame("a worker does not say " + frame.kind());
    }
    return true;
  }

  private void run(Frame frame) throws IOException {
    var attempt = Wire.attempt(frame);
    now = Instant.parse(frame.text("now"));
    current = frame.attempt();
    running = executor.submit(attempt, new Teller(current));
  }

  private void cancel(Frame frame) throws BadFrame {
    var handle = running;
    if (handle != null && frame.attempt() == current) {
      handle.cancel(frame.text("reason"));
    }
  }

  private void interrupt(Frame frame) {
    if (frame.attempt() == current) {
      graces.ring();
    }
  }

  private void tell(Kind kind, long attempt, Map<String, ? extends @Nullable Object> body) {
    try {
      channel.send(kind, attempt, body);
    } catch (IOException e) {
      // the worker has gone; whoever reads sees that as well, and ends us
    }
  }

  /** Tells the worker what becomes of one attempt. */
  private final class Teller implements AttemptListener {
    private final long attempt;

    Teller(long attempt) {
      this.attempt = attempt;
    }

    @Override
    public void started(Instant at) {
      tell(Kind.STARTED, attempt, Map.of());
    }

    @Override
    public void progress(Progress progress) {
      tell(
          Kind.PROGRESS,
          attempt,
          Map.of(
              "done", progress.done(), "total", progress.total(), "message", progress.message()));
    }

    @Override
    public void log(Instant at, String line) {
      tell(Kind.LOG, attempt, Map.of("line", line));
    }

    @Override
    public void ended(AttemptEnd end) {
      boolean marked = mark.getAsBoolean();
      try {
        channel.send(Kind.ENDED, attempt, Wire.outcome(end.outcome(), marked));
      } catch (BadFrame e) {
        var failure = Failure.of("percheron.Result", String.valueOf(e.getMessage()));
        tell(Kind.ENDED, attempt, Wire.outcome(new Outcome.Failed(failure), marked));
      } catch (IOException e) {
        // the worker has gone
      }
    }
  }

  /** Calls handlers with a context that tells metadata at once. */
  private final class Echoing implements HandlerInvoker {
    private final HandlerInvoker inner;

    Echoing(HandlerInvoker inner) {
      this.inner = inner;
    }

    @Override
    public @Nullable Object invoke(Attempt attempt, JobContext context) throws Throwable {
      long mine = current;
      var echo =
          new EchoContext(
              context,
              (key, value) -> tell(Kind.METADATA, mine, Map.of("key", key, "value", value)));
      ScopedValue.CallableOp<@Nullable Object, Throwable> call = () -> inner.invoke(attempt, echo);
      return ScopedValue.where(JobContext.SCOPE, echo).call(call);
    }

    @Override
    public String write(Attempt attempt, @Nullable Object result) throws Throwable {
      return inner.write(attempt, result);
    }
  }
}

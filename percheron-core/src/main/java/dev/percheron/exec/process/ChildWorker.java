package dev.percheron.exec.process;

import dev.percheron.api.Failure;
import dev.percheron.api.JobContext;
import dev.percheron.api.Outcome;
import dev.percheron.api.Progress;
import dev.percheron.exec.process.Frame.Kind;
import dev.percheron.spi.HandlerSource.Elsewhere;
import dev.percheron.spi.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One child, seen from its worker: one attempt at a time, and when it dies what it died of. Used by
 * the one thread that has taken it; stopped from any.
 */
final class ChildWorker {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration LATE = Duration.ofSeconds(2);
  private static final Duration STACKS = Duration.ofSeconds(1);

  private final ChildLink link;
  private final Channel channel;
  private final Capture printed;
  private final Semaphore marks = new Semaphore(0);
  private volatile @Nullable JobContext listening;
  private volatile CountDownLatch stacksTaken = new CountDownLatch(0);
  private long attempts; // of the thread that has it
  private volatile boolean dead;
  private long running; // which attempt may be killed, 0 for none; guarded by this

  private ChildWorker(ChildLink link) {
    this.link = link;
    this.channel = new Channel(link.in(), link.out());
    this.printed = Capture.of(link.printed(), 0, this::print);
  }

  /**
   * Waits until a child is ready.
   *
   * @throws IOException when it is not; the message says why, and it is dead
   */
  static ChildWorker ready(ChildLink link, Elsewhere handlers, Duration timeout, Timer timer)
      throws IOException {
    var child = new ChildWorker(link);
    var alarm = timer.after(timeout, link::kill);
    try {
      child.greet(handlers);
      return child;
    } catch (IOException e) {
      child.kill();
      var last = child.lastWords();
      throw new IOException(
          "a child JVM was not ready (%s); %s; it printed: %s"
              .formatted(e.getMessage(), child.exitShown(last), last),
          e);
    } finally {
      alarm.stop();
    }
  }

  private void greet(Elsewhere handlers) throws IOException {
    var hello = channel.expect(Kind.HELLO);
    if (hello.number("version") != Channel.VERSION) {
      throw new BadFrame(
          "it speaks version %d, this worker speaks %d"
              .formatted(hello.number("version"), Channel.VERSION));
    }
    channel.send(
        Kind.CONFIG, 0, Map.of("source", handlers.source(), "handlers", handlers.handlers()));
    var answer = channel.receive();
    if (answer.kind() == Kind.REFUSED) {
      throw new BadFrame("it cannot work: " + answer.text("reason"));
    } else if (answer.kind() != Kind.READY) {
      throw new BadFrame("it said %s and not that it is ready".formatted(answer.kind()));
    }
  }

  /** A line that the child printed; a mark says that the job's are complete. */
  private void print(String line) {
    boolean marked = line.endsWith(Marks.MARK);
    var text = marked ? line.substring(0, line.length() - Marks.MARK.length()) : line;
    var context = listening;
    if (context != null && (!marked || !text.isEmpty())) {
      context.log(text);
    }
    if (marked) {
      marks.release();
    }
  }

  long attempts() {
    return attempts;
  }

  boolean isDead() {
    return dead;
  }

  /** Runs an attempt and tells its verdict to {@code hosting}. */
  void run(Hosting hosting, JobContext context) {
    attempts++;
    running(attempts);
    listening = context;
    try {
      channel.send(Kind.RUN, attempts, Wire.attempt(hosting.attempt(), hosting.now()));
      hosting.climb().target(new Stops());
      follow(hosting, context);
    } catch (BadFrame e) {
      die(hosting, "percheron.Protocol", "the child said what it may not: " + e.getMessage());
    } catch (IOException e) {
      die(hosting, "percheron.Crash", "the child JVM ended under the job");
    } finally {
      listening = null;
      running(0);
    }
  }

  private synchronized void running(long attempt) {
    running = attempt;
  }

  /** A kill that comes late must not meet the next attempt on this child. */
  private synchronized void killWhile(long attempt) {
    if (running == attempt) {
      kill();
    }
  }

  private void follow(Hosting hosting, JobContext context) throws IOException {
    var frame = channel.receive();
    while (frame.kind() != Kind.ENDED || frame.attempt() != attempts) {
      if (frame.attempt() == attempts) {
        hear(frame, hosting, context);
      }
      frame = channel.receive();
    }
    var outcome = Wire.outcome(frame);
    if (Boolean.TRUE.equals(frame.body().get("marked"))) {
      awaitMark();
    }
    hosting.verdict(outcome);
  }

  private static void begin(Hosting hosting) throws BadFrame {
    if (hosting.isBegun()) {
      throw new BadFrame("a job starts once");
    }
    hosting.begun(hosting.now());
  }

  /** What it printed comes through another pipe and belongs to this attempt. */
  private void awaitMark() {
    try {
      var _ = marks.tryAcquire(LATE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hear(Frame frame, Hosting hosting, JobContext context) throws IOException {
    try {
      switch (frame.kind()) {
        case STARTED -> begin(hosting);
        case LOG -> hosting.log(hosting.now(), frame.text("line"));
        case PROGRESS ->
            context.progress(
                new Progress(frame.number("done"), frame.number("total"), frame.text("message")));
        case METADATA -> context.metadata(frame.text("key"), frame.text("value"));
        case STACKS -> {
          hosting.climb().stacks(frame.text("text"));
          stacksTaken.countDown();
        }
        case HELLO, CONFIG, READY, REFUSED, RUN, ENDED, CANCEL, INTERRUPT, DRAIN ->
            throw new BadFrame("a child that runs a job does not say " + frame.kind());
      }
    } catch (IllegalArgumentException e) {
      throw new BadFrame(String.valueOf(e.getMessage()), e);
    }
  }

  private void die(Hosting hosting, String type, String what) {
    kill();
    var last = lastWords();
    var exit = exitShown(last);
    hosting.verdict(
        hosting.isBegun()
            ? new Outcome.Crashed(
                Failure.of(type, what + "; " + exit)
                    .withStack(hosting.climb().stacks() + "last output\n" + last))
            : new Outcome.NotStarted(what + " before it began; " + exit));
  }

  void kill() {
    dead = true;
    link.kill();
    link.over();
  }

  private String exitShown(String last) {
    try {
      int code = link.exit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return ExitStory.ofChild(code, last);
    } catch (TimeoutException | ExecutionException e) {
      return "its exit code is not known yet";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "its exit code was not waited for";
    }
  }

  private String lastWords() {
    try {
      printed.await(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return printed.last().replace(Marks.MARK, "");
  }

  /** It is not needed any more. */
  void retire() {
    dead = true;
    try {
      channel.send(Kind.DRAIN, 0, Map.of());
    } catch (IOException e) {
      link.kill();
    }
    Guard.closeQuietly(link.out());
    var _ = link.exit().thenRun(link::over);
  }

  /** The rungs of one attempt. A child that has gone on to another ignores them by its number. */
  private final class Stops implements Climb.Target {
    private final long attempt = attempts;

    @Override
    public void token() {
      tell(Kind.STACKS, Map.of()); // before the token makes it leave the place
      tell(Kind.CANCEL, Map.of("reason", "it was asked to stop"));
    }

    @Override
    public void request() {
      tell(Kind.INTERRUPT, Map.of());
    }

    @Override
    public void kill() {
      var taken = new CountDownLatch(1);
      stacksTaken = taken;
      tell(Kind.STACKS, Map.of());
      await(taken);
      killWhile(attempt);
    }

    private void await(CountDownLatch taken) {
      try {
        var _ = taken.await(STACKS.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void tell(Kind kind, Map<String, String> body) {
      try {
        channel.send(kind, attempt, body);
      } catch (IOException e) {
        dead = true; // whoever waits for it sees the end of the stream
      }
    }
  }
}

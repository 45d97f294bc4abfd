package dev.percheron.exec.process;

import dev.percheron.api.Failure;
import dev.percheron.api.Outcome;
import dev.percheron.api.Progress;
import dev.percheron.exec.process.Frame.Kind;
import dev.percheron.spi.Timer.Alarm;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One child, seen from its worker. One thread is its own: it starts the child, reads what it says
 * until it ends, and tells what it died of. Attempts are sent by whoever submits them.
 */
final class ChildWorker {
  /** For the last words and the exit code of a process that has been killed. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static final Duration LATE = Duration.ofSeconds(2);
  private static final Duration STACKS = Duration.ofSeconds(1);

  /** How long the end of what was killed is waited for before its slot is free. */
  private static final Duration DYING = Duration.ofMillis(50);

  private static final int LARGE = 1 << 14; // may fill the pipe, so nobody else's thread writes it

  final Pool pool;
  final int heap;

  // Guarded by the pool.
  final Deque<Run> runs = new ArrayDeque<>(); // handed over and not ended, in order
  final Deque<Run> unsent = new ArrayDeque<>(); // the last of them
  final Instant born;
  Instant idleSince;
  boolean leaving; // takes no more
  int taken;
  boolean stalled; // its first attempt takes long: nothing is put behind it
  @Nullable Run seenFirst; // when it was last looked at

  private final CountDownLatch dead = new CountDownLatch(1);
  private final Semaphore marks = new Semaphore(0);
  private final Nest nest;
  private final ChildLink link;
  private final Channel channel;
  private final Capture printed;
  private volatile Alarm patience = () -> {};
  private Usage atReady = Usage.NONE;
  private volatile boolean saidHello;
  private volatile @Nullable Thread reader;
  private volatile @Nullable Run speaker;
  private volatile CountDownLatch stacksTaken = new CountDownLatch(0);
  private @Nullable Meter meter; // of its own thread

  ChildWorker(Pool pool, int heap, Nest nest, ChildLink link) {
    this.pool = pool;
    this.heap = heap;
    this.nest = nest;
    this.born = pool.now();
    this.idleSince = born;
    this.link = link;
    this.channel = new Channel(link.in(), link.out());
    this.printed = Capture.of(link.printed(), 0, this::print);
  }

  // ---- from its start to its end, on its own thread

  /**
   * Waits until it is ready.
   *
   * @throws IOException when it is not; the message says why, and it is dead
   */
  void greet(Map<String, ?> config, Duration timeout) throws IOException {
    reader = Thread.currentThread();
    try {
      patience = pool.timer().after(timeout, link::kill);
      pool.greets(this);
      shakeHands(config);
      atReady = link.usage();
    } catch (IOException | RuntimeException e) {
      kill();
      var last = lastWords();
      throw new IOException(
          "a child JVM was not ready (%s); %s; it printed: %s"
              .formatted(e.getMessage(), exitShown(last), last),
          e);
    } finally {
      patience.stop();
    }
  }

  boolean hasSaidHello() {
    return saidHello;
  }

  /** It is not waited for any longer. */
  void giveUp() {
    patience.stop();
    link.kill();
  }

  private void shakeHands(Map<String, ?> config) throws IOException {
    var hello = channel.expect(Kind.HELLO);
    saidHello = true;
    if (hello.number("version") != Channel.VERSION) {
      throw new BadFrame(
          "it speaks version %d, this worker speaks %d"
              .formatted(hello.number("version"), Channel.VERSION));
    }
    channel.send(Kind.CONFIG, 0, config);
    var answer = channel.receive();
    if (answer.kind() == Kind.REFUSED) {
      throw new BadFrame("it cannot work: " + answer.text("reason"));
    } else if (answer.kind() != Kind.READY) {
      throw new BadFrame("it said %s and not that it is ready".formatted(answer.kind()));
    }
  }

  /** Listens until it ends. */
  void follow() {
    try {
      while (true) {
        hear(channel.receive());
      }
    } catch (BadFrame e) {
      die("percheron.Protocol", "the child said what it may not: " + e.getMessage());
    } catch (IOException e) {
      die("percheron.Crash", "the child JVM ended under the job");
    } catch (RuntimeException e) { // of somebody who listens: without a reader it is of no use
      die("percheron.Worker", "the worker could not take what the child said: " + e);
    }
  }

  private void hear(Frame frame) throws IOException {
    var run = pool.find(this, frame.attempt());
    if (run == null) {
      return; // of an attempt that is over
    }
    switch (frame.kind()) {
      case STARTED -> begin(run);
      case ENDED -> end(run, frame);
      case LOG, PROGRESS, METADATA, STACKS -> hear(frame, run);
      case HELLO, CONFIG, READY, REFUSED, RUN, CANCEL, INTERRUPT, DRAIN, WITHDRAW ->
          throw new BadFrame("a child that is ready does not say " + frame.kind());
    }
  }

  private void begin(Run run) throws IOException {
    if (run.isBegun() || !pool.isFirst(this, run)) {
      throw new BadFrame("a job starts once, and after the one before it has ended");
    }
    run.begunAt = System.nanoTime();
    run.hosting.begun(run.hosting.now());
    var limits = run.hosting.attempt().spec().options().limits();
    if (Meter.isNeeded(limits)) {
      meter = new Meter(limits, link, atReady, pool.timer(), failure -> breakOff(run, failure));
      meter.start();
    }
  }

  private void hear(Frame frame, Run run) throws IOException {
    if (!run.isBegun() && frame.kind() != Kind.STACKS) { // they may be asked for before
      throw new BadFrame("a job that has not started does not say " + frame.kind());
    }
    try {
      switch (frame.kind()) {
        case LOG -> run.hosting.log(run.hosting.now(), frame.text("line"));
        case PROGRESS ->
            run.context.progress(
                new Progress(frame.number("done"), frame.number("total"), frame.text("message")));
        case METADATA -> run.context.metadata(frame.text("key"), frame.text("value"));
        default -> takeStacks(run, frame.text("text"));
      }
    } catch (IllegalArgumentException e) {
      throw new BadFrame(String.valueOf(e.getMessage()), e);
    }
  }

  /** What somebody only looked at is not kept for the story of an end that comes later. */
  private void takeStacks(Run run, String text) {
    if (run.hosting.isStopping() || run.broken != null) {
      run.hosting.climb().stacks(text);
      stacksTaken.countDown();
    }
    run.look.complete(text);
  }

  private void end(Run run, Frame frame) throws IOException {
    var outcome = Wire.outcome(frame);
    if (outcome instanceof Outcome.Succeeded && !run.isBegun()) {
      throw new BadFrame("a job that has not started does not succeed");
    }
    if (Boolean.TRUE.equals(frame.body().get("marked"))) {
      awaitMark();
    }
    stopMeter();
    pool.ended(
        this, run, outcome, frame.body().getOrDefault("spent", "") instanceof String s ? s : "");
  }

  private void stopMeter() {
    var last = meter;
    meter = null;
    if (last != null) {
      last.stop();
    }
  }

  /** What it printed comes through another pipe and belongs to this attempt. */
  private void awaitMark() {
    try {
      var _ = marks.tryAcquire(LATE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A line that the child printed, or a mark that says whose the lines are. */
  private void print(String line) {
    int mark = line.lastIndexOf(Marks.BEGIN);
    if (line.endsWith(Marks.END)) {
      say(line.substring(0, line.length() - Marks.END.length()));
      speaker = null;
      marks.release();
    } else if (mark >= 0) {
      say(line.substring(0, mark));
      speaker = pool.find(this, Marks.number(line.substring(mark)));
    } else {
      log(line);
    }
  }

  private void say(String rest) {
    if (!rest.isEmpty()) {
      log(rest);
    }
  }

  private void log(String line) {
    var run = speaker;
    var listening = run == null ? pool.first(this) : run;
    if (listening != null) {
      listening.context.log(line);
    }
  }

  // ---- its death

  private void die(String type, String what) {
    var left = pool.left(this); // another takes its place before we look at the body
    dead.countDown();
    stopMeter();
    kill();
    left.stream().filter(run -> !run.isBegun()).forEach(run -> giveBack(run, what));
    left.stream().filter(Run::isBegun).forEach(run -> run.finish(story(run, type, what)));
    var _ = link.exit().thenRun(nest::remove);
  }

  /** To be handed over is not to begin, and costs nothing, unless every child dies of it. */
  private void giveBack(Run run, String what) {
    if (run.deaths < Run.MOST_DEATHS) {
      run.finish(new Outcome.NotStarted(what + " before it began"));
    } else {
      var last = lastWords();
      var message =
          "%d child JVMs ended before it began; the last: %s; %s"
              .formatted(run.deaths, what, exitShown(last));
      run.finish(
          new Outcome.Crashed(
              Failure.of("percheron.Crash", message).withStack("last output\n" + last)));
    }
  }

  private Outcome story(Run run, String type, String what) {
    var broken = run.broken;
    if (broken != null) {
      return broken;
    } else if (run.hosting.isStopping()) {
      return new Outcome.NotStarted("it was stopped"); // which is what is told instead
    }
    var last = lastWords();
    var exit = exitShown(last);
    var stack = run.hosting.climb().stacks() + "last output\n" + last + nest.crashReport();
    return new Outcome.Crashed(
        memoryFailure(run, exit)
            .orElseGet(() -> Failure.of(type, what + "; " + exit))
            .withStack(stack));
  }

  private Optional<Failure> memoryFailure(Run run, String exit) {
    var limit = run.hosting.attempt().spec().options().limits().memory();
    if (limit.isPresent() && link.wasOverBound()) {
      return Optional.of(
          Failure.of(
              Meter.MEMORY,
              "it wanted more than its memory limit of %d MiB, and the kernel ended it; %s"
                  .formatted(limit.getAsLong() >> 20, exit)));
    }
    return limit.isPresent() && exit.startsWith(ExitStory.NO_MEMORY)
        ? Optional.of(
            Failure.of(
                Meter.MEMORY,
                "it used up a heap of %d MiB, its memory limit is %d MiB; %s"
                    .formatted(heap, limit.getAsLong() >> 20, exit)))
        : Optional.empty();
  }

  private void kill() {
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
    return Marks.stripped(printed.last());
  }

  // ---- what others ask of it

  /** Sends the attempts that were handed over since, in their order. */
  void push() {
    try {
      synchronized (channel) {
        for (var run = pool.nextUnsent(this); run != null; run = pool.nextUnsent(this)) {
          put(run);
        }
      }
      flush();
    } catch (IOException e) {
      link.kill(); // it has gone, or is not worth more: the reader sees the end
    }
  }

  private void put(Run run) {
    try {
      channel.put(Kind.RUN, run.number, Wire.run(run.hosting.attempt(), run.hosting.now()));
      run.hosting.climb().target(new Stops(run));
    } catch (BadFrame e) {
      var failure = Failure.of("percheron.Arguments", String.valueOf(e.getMessage()));
      pool.ended(this, run, new Outcome.Failed(failure), "");
    }
  }

  /**
   * Its own thread writes before it waits the next time; what is large is written by nobody else.
   */
  private void flush() throws IOException {
    if (Thread.currentThread().equals(reader)) {
      return;
    } else if (channel.unsent() < LARGE) {
      channel.flushSoon();
    } else {
      Thread.ofPlatform().daemon().name("percheron-sender").start(this::flushLarge);
    }
  }

  private void flushLarge() {
    try {
      channel.flush();
    } catch (IOException e) {
      link.kill();
    }
  }

  /** Asks for an attempt back. */
  void withdraw(Run run) {
    tell(Kind.WITHDRAW, run.number, Map.of());
  }

  /** It is not needed any more. */
  void retire() {
    tell(Kind.DRAIN, 0, Map.of());
    Guard.closeQuietly(link.out());
  }

  private void tell(Kind kind, long attempt, Map<String, String> body) {
    try {
      channel.put(kind, attempt, body);
      channel.flushSoon();
    } catch (IOException e) {
      link.kill();
    }
  }

  private void breakOff(Run run, Failure failure) {
    run.broken = new Outcome.Crashed(failure);
    Thread.ofPlatform()
        .daemon()
        .name("percheron-stop")
        .start(() -> {
          var stops = new Stops(run);
          stops.takeStacks();
          run.broken = new Outcome.Crashed(failure.withStack(run.hosting.climb().stacks()));
          stops.killWhileFirst();
        });
  }

  /** The rungs of one attempt. A child that has gone on to another ignores them by its number. */
  private final class Stops implements Climb.Target {
    private final Run run;
    private final long number; // here: on another child it has another

    Stops(Run run) {
      this.run = run;
      this.number = run.number;
    }

    @Override
    public void token() {
      tell(Kind.STACKS, number, Map.of()); // before the token makes it leave the place
      tell(Kind.CANCEL, number, Map.of("reason", "it was asked to stop"));
    }

    @Override
    public void request() {
      tell(Kind.INTERRUPT, number, Map.of());
    }

    @Override
    public void kill() {
      takeStacks();
      killWhileFirst();
    }

    @Override
    public String look() {
      if (!run.isBegun()) {
        return "";
      }
      var answer = new CompletableFuture<String>();
      run.look = answer;
      tell(Kind.STACKS, number, Map.of());
      return answer.completeOnTimeout("", STACKS.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** What stands behind it goes back first: the answer to the stacks comes after theirs. */
    void takeStacks() {
      var taken = new CountDownLatch(1);
      stacksTaken = taken;
      pool.clear(ChildWorker.this, run).forEach(ChildWorker.this::withdraw);
      tell(Kind.STACKS, number, Map.of());
      await(taken, STACKS);
    }

    /** A kill that comes late must not meet the next attempt on this child. */
    void killWhileFirst() {
      if (pool.leaveWith(ChildWorker.this, run)) {
        link.kill();
        await(dead, DYING);
        run.finish(story(run, "percheron.Crash", "it was killed"));
      }
    }

    private void await(CountDownLatch what, Duration most) {
      try {
        var _ = what.await(most.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

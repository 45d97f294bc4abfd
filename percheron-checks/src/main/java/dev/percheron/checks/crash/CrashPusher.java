package dev.percheron.checks.crash;

import dev.percheron.Percheron;
import dev.percheron.api.JobRef;
import dev.percheron.api.JobRequest;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.checks.crash.Entry.Acked;
import dev.percheron.checks.crash.Entry.Pushing;
import dev.percheron.checks.crash.Entry.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process that pushes jobs, one by one from three threads and in batches from another. Arguments:
 * store URL, folder, its number, seed.
 *
 * <p>It writes down each push before it makes it, and its success only after it has returned.
 */
final class CrashPusher {
  private static final int BATCH = 25;
  private static final int KEYS = 6;
  private static final Duration PAUSE = Duration.ofMillis(40);
  private static final List<Kind> USUAL =
      List.of(Kind.PLAIN, Kind.PLAIN, Kind.PLAIN, Kind.FLAKY, Kind.HOPELESS, Kind.DELAYED);

  private final Percheron percheron;
  private final HistoryWriter history;
  private final AtomicLong numbers;
  private final Leash leash;

  private CrashPusher(Percheron percheron, HistoryWriter history, long process, Leash leash) {
    this.percheron = percheron;
    this.history = history;
    this.numbers = new AtomicLong(process * 10_000_000);
    this.leash = leash;
  }

  /** Pushes until it is let go, or killed. */
  public static void main(String[] args) throws InterruptedException {
    var leash = Leash.watch();
    long process = Long.parseLong(args[2]);
    try (var history = HistoryWriter.open(History.file(Path.of(args[1]), "pusher-" + process));
        var percheron = Patience.open(args[0], leash)) {
      new CrashPusher(percheron, history, process, leash).run(Long.parseLong(args[3]));
    }
  }

  private void run(long seed) throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      var random = new Random(seed + i);
      int size = i == 0 ? BATCH : 1;
      threads.add(Thread.ofPlatform().name("push-" + i).start(() -> pushOn(random, size)));
    }
    for (var thread : threads) {
      thread.join();
    }
  }

  private void pushOn(RandomGenerator random, int size) {
    while (!leash.isLetGo()) {
      push(announced(random, size));
      LockSupport.parkNanos(random.nextLong(PAUSE.toNanos() * 2));
    }
  }

  private List<Pushing> announced(RandomGenerator random, int size) {
    long batch = numbers.incrementAndGet();
    var pushes = new ArrayList<Pushing>();
    for (int i = 0; i < size; i++) {
      pushes.add(announced(random, batch, size));
    }
    history.addAll(pushes);
    return pushes;
  }

  private Pushing announced(RandomGenerator random, long batch, int size) {
    var kind = USUAL.get(random.nextInt(USUAL.size()));
    if (size == 1 && random.nextInt(3) == 0) {
      kind = random.nextBoolean() ? Kind.SLOW : Kind.UNIQUE;
    }
    var key = kind == Kind.UNIQUE ? "key-" + random.nextInt(KEYS) : History.NO_KEY;
    return new Pushing(numbers.incrementAndGet(), batch, kind, key);
  }

  private void push(List<Pushing> pushes) {
    try {
      var refs = push(pushes.stream().map(one -> one.kind().request(one.number(), one.key())));
      var acks = new ArrayList<Acked>();
      for (int i = 0; i < refs.size(); i++) {
        acks.add(new Acked(pushes.get(i).number(), refs.get(i).id().value(), refs.get(i).isNew()));
      }
      history.addAll(acks);
    } catch (StoreUnavailable e) { // a frozen process may hold the store for longer than we wait
      if (!e.mayHaveBeenStored()) {
        history.addAll(pushes.stream().map(one -> new Refused(one.number())).toList());
      } // else it is as if this process had been killed: stored as a whole, or not at all
    }
  }

  @SuppressWarnings("unchecked") // the results are not asked for
  private List<JobRef<@Nullable Object>> push(Stream<JobRequest<?>> requests) {
    var list = requests.map(request -> (JobRequest<@Nullable Object>) request).toList();
    return list.size() == 1 ? List.of(percheron.push(list.getFirst())) : percheron.pushAll(list);
  }
}

package dev.percheron.testkit.store;

import dev.percheron.api.AttemptEnd;
import dev.percheron.api.Due;
import dev.percheron.api.Failure;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.JobOptions;
import dev.percheron.api.JobSpec;
import dev.percheron.api.JobState;
import dev.percheron.api.LogLine;
import dev.percheron.api.Outcome;
import dev.percheron.api.Progress;
import dev.percheron.api.Queue;
import dev.percheron.api.Rung;
import dev.percheron.api.Settlement;
import dev.percheron.spi.ClaimRequest;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Note;
import dev.percheron.spi.Settled;
import dev.percheron.spi.WorkerStart;
import dev.percheron.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Random steps, the same for the same seed, done to a store and its model. */
final class RandomSteps {
  private static final int COMPARE_EVERY = 25;
  private static final List<String> QUEUES = List.of("default", "a", "b");
  private static final List<JobState> STATES = List.of(JobState.values());

  private final Twins twins;
  private final ManualTime time;
  private final SplittableRandom random;
  private final String name;
  private final List<Twins.Worker> workers = new ArrayList<>();
  private final List<Twins.Held> held = new ArrayList<>();

  RandomSteps(Twins twins, ManualTime time, long seed) {
    this.twins = twins;
    this.time = time;
    this.random = new SplittableRandom(seed);
    this.name = "-Dpercheron.seed=" + seed;
  }

  void run(int steps) {
    QUEUES.forEach(this::declare);
    register();
    for (int step = 0; step < steps; step++) {
      int which = random.nextInt(100);
      twins.now("%s, step %d (%d)".formatted(name, step, which));
      step(which);
      if (step % COMPARE_EVERY == 0) {
        twins.compare(filter(), recent(40));
      }
    }
    twins.compare(JobFilter.NEWEST.limit(JobFilter.MOST), twins.jobs());
  }

  private void step(int which) {
    if (which < 20) {
      twins.push(some(5, this::newJob));
    } else if (which < 40) {
      claim();
    } else if (which < 65) {
      settle();
    } else if (which < 80) {
      timePasses(which);
    } else if (which < 90) {
      act(which);
    } else {
      look(which);
    }
  }

  private void timePasses(int which) {
    switch (which) {
      case 65, 66, 67, 68 -> time.advance(Duration.ofMillis(random.nextInt(8_000)));
      case 69, 70 -> workers.forEach(this::renew);
      case 71 -> register();
      case 72 -> twins.tell(any(workers), JobStore::retire);
      case 73, 74, 75 -> promote(1 + random.nextInt(10));
      case 76, 77 -> twins.rescue(lost -> verdict(lost.started(), lost.kills()));
      case 78 -> prune(Duration.ofMinutes(2));
      default -> renew(any(workers));
    }
  }

  private void act(int which) {
    if (twins.jobs().isEmpty()) {
      return;
    }
    var job = recent();
    switch (which) {
      case 80, 81, 82 -> twins.ask(job, (store, id) -> store.cancel(id, "reason " + which));
      case 83, 84, 85, 86 -> twins.ask(job, JobStore::retry);
      case 87 -> twins.ask(job, JobStore::delete);
      case 88 -> declare(any(QUEUES));
      default -> pause(any(QUEUES), random.nextInt(3));
    }
  }

  private void look(int which) {
    switch (which) {
      case 90, 91 -> twins.ask(JobStore::nextDue);
      case 92, 93 -> twins.ask(any(workers), (store, id) -> store.cancelWishes(id).size());
      case 94, 95 -> promote(Integer.MAX_VALUE);
      case 96, 97 -> time.advance(Duration.ofMillis(random.nextInt(100)));
      default -> twins.ask(new JobId(Long.MAX_VALUE - which), JobStore::delete);
    }
  }

  private void promote(int most) {
    twins.ask(store -> store.promote(most));
  }

  // Workers

  private void register() {
    var start = new WorkerStart("w" + workers.size(), "host", workers.size());
    workers.add(twins.register(store -> store.register(start, HandWorker.LEASE)));
    if (workers.size() > 6) {
      workers.removeFirst();
    }
  }

  private void renew(Twins.Worker worker) {
    twins.ask(worker, (store, id) -> store.renew(id, HandWorker.LEASE, List.of()));
  }

  private void claim() {
    int slots = random.nextInt(4);
    int ahead = random.nextInt(3) + (slots == 0 ? 1 : 0);
    held.addAll(twins.claim(any(workers), new ClaimRequest(any(QUEUES), slots, ahead)));
    while (held.size() > 60) {
      held.removeFirst(); // nobody settles it any more: a rescue will find it
    }
  }

  private static Settlement verdict(boolean started, int kills) {
    if (!started) {
      return new Settlement.GiveBack();
    }
    var failure = Failure.of("percheron.WorkerLost", "kill " + kills);
    return kills > 2 ? new Settlement.Fail(failure) : new Settlement.Retry(Duration.ZERO, failure);
  }

  // Settling

  /** Settles a few of one worker, some of them twice, some of them long lost. */
  private void settle() {
    if (held.isEmpty()) {
      return;
    }
    var worker = any(held).worker();
    var chosen = held.stream().filter(one -> one.worker().equals(worker)).limit(3).toList();
    int kind = random.nextInt(10);
    var delay = Duration.ofMillis(random.nextInt(4) * 1_500L);
    twins.settle(worker, chosen, job -> settled(job, kind, delay), notes(), any(chosen));
    if (random.nextInt(10) > 0) {
      held.removeAll(chosen);
    }
  }

  private Settled settled(ClaimedJob job, int kind, Duration delay) {
    var failure = Failure.of("test.Failure", "number " + job.attempt().number());
    var failed = new Outcome.Failed(failure);
    return switch (kind) {
      case 0, 1, 2 -> ended(job, new Outcome.Succeeded("1"), new Settlement.Done("1"));
      case 3, 4 -> ended(job, failed, new Settlement.Retry(delay, failure));
      case 5 -> ended(job, failed, new Settlement.Fail(failure));
      case 6 ->
          ended(job, new Outcome.Cancelled("r", Rung.TOKEN), new Settlement.Cancel("settled so"));
      case 7 -> ended(job, new Outcome.Snoozed(delay), new Settlement.Snooze(delay));
      case 8 -> notStarted(job, new Outcome.NotStarted("back"), new Settlement.GiveBack());
      default -> notStarted(job, new Outcome.Expired(), new Settlement.Expire());
    };
  }

  private Settled ended(ClaimedJob job, Outcome outcome, Settlement settlement) {
    var metadata = Map.of("attempt", Integer.toString(job.attempt().number()));
    var now = time.instant();
    return new Settled(job, new AttemptEnd(outcome, Optional.of(now), now, metadata), settlement);
  }

  private Settled notStarted(ClaimedJob job, Outcome outcome, Settlement settlement) {
    var end = new AttemptEnd(outcome, Optional.empty(), time.instant(), Map.of());
    return new Settled(job, end, settlement);
  }

  private List<Function<ClaimedJob, Note>> notes() {
    var now = time.instant();
    int done = random.nextInt(100);
    return switch (random.nextInt(4)) {
      case 0 -> List.of(Note.Started::new);
      case 1 -> List.of(job -> new Note.Advanced(job, new Progress(done, 100, "")));
      case 2 ->
          List.of(
              job -> new Note.Said(job, new LogLine(job.attempt().number(), now, "line " + done)));
      default -> List.of();
    };
  }

  // Queues and jobs

  private void declare(String queue) {
    var keep = any(List.of(Duration.ZERO, Duration.ofSeconds(20), Duration.ofDays(1)));
    twins.tell(store -> store.declare(Queue.named(queue).keepSucceeded(keep)));
  }

  private void pause(String queue, int how) {
    var until = how == 0 ? Instant.MAX : time.instant().plusMillis(random.nextInt(10_000));
    twins.ask(store -> how == 2 ? store.resume(queue) : store.pause(queue, until));
    if (how == 0) {
      twins.ask(store -> store.resume(queue)); // else nothing would run after a while
    }
  }

  private void prune(Duration keepOthers) {
    twins.tell(store -> {
      while (store.prune(keepOthers, 7) > 0) {
        // in small batches
      }
    });
  }

  private NewJob newJob() {
    var spec =
        JobSpec.of("h" + random.nextInt(3), any(QUEUES), "[" + random.nextInt(10) + "]")
            .priority(random.nextInt(-1, 2))
            .options(JobOptions.DEFAULT.keepResult(Duration.ofSeconds(random.nextInt(3) * 5L)));
    var key =
        random.nextInt(4) == 0 ? Optional.of("k" + random.nextInt(6)) : Optional.<String>empty();
    return new NewJob(spec, due(), key);
  }

  private Due due() {
    return switch (random.nextInt(5)) {
      case 0 -> new Due.After(Duration.ofMillis(random.nextInt(5_000)));
      case 1 -> new Due.At(time.instant().plusMillis(random.nextInt(-5_000, 5_000)));
      default -> Due.NOW;
    };
  }

  private JobFilter filter() {
    var filter = JobFilter.NEWEST.limit(1 + random.nextInt(60));
    if (random.nextBoolean()) {
      filter = filter.in(any(STATES));
    }
    if (random.nextInt(3) == 0) {
      filter = filter.queue(any(QUEUES));
    }
    if (random.nextInt(3) == 0) {
      filter = filter.handler("h" + random.nextInt(3));
    }
    return twins.jobs().isEmpty() || random.nextBoolean() ? filter : filter.after(recent());
  }

  private JobId recent() {
    var jobs = twins.jobs();
    return jobs.get(Math.max(0, jobs.size() - 1 - random.nextInt(Math.min(80, jobs.size()))));
  }

  private List<JobId> recent(int count) {
    var jobs = twins.jobs();
    return jobs.subList(Math.max(0, jobs.size() - count), jobs.size());
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private <T> List<T> some(int most, Supplier<T> one) {
    return IntStream.rangeClosed(0, random.nextInt(most)).mapToObj(i -> one.get()).toList();
  }
}

package dev.percheron.testkit.store;

import static dev.percheron.api.JobState.READY;
import static dev.percheron.api.JobState.RUNNING;
import static dev.percheron.api.JobState.SCHEDULED;
import static dev.percheron.api.JobState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.AttemptRecord;
import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.JobStatus;
import dev.percheron.api.QueueStatus;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.ClaimRequest;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.LostJob;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Note;
import dev.percheron.spi.Rescued;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.Settled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A store and its model that are told the same things and must answer the same. Each hands out
 * numbers of its own, so what belongs together is remembered.
 */
final class Twins {
  /** One worker in both. */
  record Worker(WorkerId real, WorkerId model) {}

  /** One job claimed in both. */
  record Held(Worker worker, ClaimedJob real, ClaimedJob model) {}

  private final JobStore real;
  private final JobStore model;
  private final Map<JobId, JobId> realOf = new HashMap<>();
  private final Map<JobId, JobId> modelOf = new HashMap<>();
  private final Map<WorkerId, WorkerId> realWorkerOf = new HashMap<>();

  /** What was promised apart from the model: who has which job. */
  private final Map<JobId, Held> holders = new HashMap<>();

  private final List<JobId> jobs = new ArrayList<>();
  private String now = "";

  Twins(JobStore real, JobStore model) {
    this.real = real;
    this.model = model;
  }

  /** Names the step for the message of a comparison that fails. */
  void now(String step) {
    now = step;
  }

  /** The numbers, in the store under test, of all jobs there ever were. */
  List<JobId> jobs() {
    return jobs;
  }

  void push(List<NewJob> batch) {
    var pushed = real.push(batch);
    var expected = model.push(batch);
    for (int i = 0; i < batch.size(); i++) {
      same(pushed.get(i).isNew(), expected.get(i).isNew());
      if (expected.get(i).isNew()) {
        remember(pushed.get(i).id(), expected.get(i).id());
      } else {
        same(pushed.get(i).id(), real(expected.get(i).id()));
      }
    }
  }

  private void remember(JobId id, JobId expected) {
    assertThat(modelOf).as(now).doesNotContainKey(id);
    realOf.put(expected, id);
    modelOf.put(id, expected);
    jobs.add(id);
  }

  Worker register(Function<JobStore, WorkerId> how) {
    var worker = new Worker(how.apply(real), how.apply(model));
    realWorkerOf.put(worker.model(), worker.real());
    return worker;
  }

  /** Does something with a worker that has an answer without numbers. */
  <A> A ask(Worker worker, BiFunction<JobStore, WorkerId, A> question) {
    var answer = question.apply(real, worker.real());
    same(answer, question.apply(model, worker.model()));
    return answer;
  }

  /** Does something with a job that has an answer without numbers. */
  <A> A ask(JobId job, BiFunction<JobStore, JobId, A> question) {
    var answer = question.apply(real, job);
    same(answer, question.apply(model, modelOf.getOrDefault(job, job)));
    return answer;
  }

  /** Does something that has an answer without numbers. */
  <A> A ask(Function<JobStore, A> question) {
    var answer = question.apply(real);
    same(answer, question.apply(model));
    return answer;
  }

  /** Does something whose answer may differ. */
  void tell(Consumer<JobStore> what) {
    what.accept(real);
    what.accept(model);
  }

  /** Does something with a worker that has no answer. */
  void tell(Worker worker, BiConsumer<JobStore, WorkerId> what) {
    what.accept(real, worker.real());
    what.accept(model, worker.model());
  }

  List<Held> claim(Worker worker, ClaimRequest request) {
    var claimed = real.claim(worker.real(), request);
    var expected = model.claim(worker.model(), request);
    same(
        claimed.stream().map(this::plain).toList(),
        expected.stream().map(this::translated).toList());
    var held = new ArrayList<Held>();
    for (int i = 0; i < claimed.size(); i++) {
      var one = new Held(worker, claimed.get(i), expected.get(i));
      assertThat(holders.put(job(one), one)).as(now + ": held twice").isNull();
      held.add(one);
    }
    return held;
  }

  /** Settles jobs of one worker, in the same way in both. */
  void settle(
      Worker worker,
      List<Held> held,
      Function<ClaimedJob, Settled> how,
      List<Function<ClaimedJob, Note>> notes,
      Held noted) {
    var expected = held.stream().map(this::release).toList();
    var answers =
        real.settle(
            worker.real(),
            held.stream().map(one -> how.apply(one.real())).toList(),
            notes.stream().map(note -> note.apply(noted.real())).toList());
    var modelled =
        model.settle(
            worker.model(),
            held.stream().map(one -> how.apply(one.model())).toList(),
            notes.stream().map(note -> note.apply(noted.model())).toList());
    same(answers, modelled);
    same(answers, expected);
  }

  private SettleAnswer release(Held held) {
    return holders.remove(job(held), held) ? SettleAnswer.SETTLED : SettleAnswer.REVOKED;
  }

  void rescue(LostJob.Verdict verdict) {
    var rescued = real.rescue(Integer.MAX_VALUE, verdict);
    var expected = model.rescue(Integer.MAX_VALUE, verdict);
    assertThat(rescued.stream().map(one -> described(one, plain(one.lost().job()))).toList())
        .as(now)
        .containsExactlyInAnyOrderElementsOf(
            expected.stream().map(one -> described(one, translated(one.lost().job()))).toList());
    rescued.forEach(
        one -> assertThat(holders.remove(one.lost().job().attempt().job())).as(now).isNotNull());
  }

  /** Compares what can be read: of the queues, of one page and of some jobs. */
  void compare(JobFilter filter, List<JobId> some) {
    ask(JobStore::nextDue);
    same(plain(real.queueStatus()), plain(model.queueStatus()));
    some.forEach(this::compare);
    var before = filter.before().map(id -> modelOf.getOrDefault(id, id));
    var translated =
        new JobFilter(filter.states(), filter.queue(), filter.handler(), before, filter.limit());
    same(
        real.list(filter).stream().map(Job::id).toList(),
        model.list(translated).stream().map(job -> real(job.id())).toList());
    checkPromises();
    assertThat(real.problems()).as(now).isEmpty();
    assertThat(model.problems()).as(now).isEmpty();
  }

  private void compare(JobId job) {
    var twin = modelOf.getOrDefault(job, job);
    same(
        real.find(job).map(found -> plain(found, job, Function.identity())),
        model.find(twin).map(found -> plain(found, job, this::real)));
    same(real.attempts(job), model.attempts(twin).stream().map(this::translated).toList());
    same(real.log(job), model.log(twin));
  }

  /**
   * Apart from the model: no two unfinished jobs have one key, and what somebody has is running.
   */
  private void checkPromises() {
    var unfinished = JobFilter.NEWEST.in(SCHEDULED, READY, RUNNING).limit(JobFilter.MOST);
    var keys = real.list(unfinished).stream().flatMap(job -> job.uniqueKey().stream()).toList();
    assertThat(keys).as(now).doesNotHaveDuplicates();
    var running = JobFilter.NEWEST.in(RUNNING).limit(JobFilter.MOST);
    assertThat(real.list(running))
        .as(now)
        .extracting(Job::id)
        .containsExactlyInAnyOrderElementsOf(holders.keySet());
  }

  private JobId real(JobId ofModel) {
    return realOf.getOrDefault(ofModel, ofModel);
  }

  private WorkerId real(WorkerId ofModel) {
    return realWorkerOf.getOrDefault(ofModel, ofModel);
  }

  // What is compared: all but the numbers that each store makes for itself

  private static List<QueueStatus> plain(List<QueueStatus> queues) {
    return queues.stream()
        .map(one -> new QueueStatus(one.queue(), one.pausedUntil(), one.counts(), Optional.empty()))
        .toList();
  }

  private List<Object> plain(ClaimedJob job) {
    return described(job, job.attempt().job());
  }

  private List<Object> translated(ClaimedJob job) {
    return described(job, real(job.attempt().job()));
  }

  private static List<Object> described(ClaimedJob job, JobId id) {
    var attempt = job.attempt();
    return List.of(
        id, attempt.number(), attempt.spec(), attempt.createdAt(), job.place(), job.forgiven());
  }

  private static List<Object> described(Rescued one, List<Object> job) {
    var lost = one.lost();
    return List.of(job, lost.leaseUntil(), lost.started(), lost.kills(), one.settlement());
  }

  private AttemptRecord translated(AttemptRecord one) {
    return new AttemptRecord(
        one.number(),
        one.outcome(),
        real(one.worker()),
        one.startedAt(),
        one.finishedAt(),
        one.failure());
  }

  /** Who ran a waiting job last, and when, is not promised. */
  private static Job plain(Job job, JobId id, Function<WorkerId, WorkerId> worker) {
    var status = job.status();
    boolean ran = Set.of(RUNNING, SUCCEEDED).contains(status.state());
    var plain =
        new JobStatus(
            status.state(),
            status.attempts(),
            status.dueAt(),
            ran ? status.worker().map(worker) : Optional.empty(),
            ran ? status.startedAt() : Optional.empty(),
            status.finishedAt(),
            status.result(),
            status.failure(),
            status.progress());
    return new Job(id, job.spec(), job.uniqueKey(), job.createdAt(), plain);
  }

  private static JobId job(Held held) {
    return held.real().attempt().job();
  }

  private void same(Object answer, Object expected) {
    assertThat(answer).as(now).isEqualTo(expected);
  }
}

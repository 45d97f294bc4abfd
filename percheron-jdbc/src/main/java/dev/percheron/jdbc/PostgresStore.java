package dev.percheron.jdbc;

import dev.percheron.api.Attempt;
import dev.percheron.api.AttemptEnd;
import dev.percheron.api.AttemptRecord;
import dev.percheron.api.CancelAnswer;
import dev.percheron.api.ChangeAnswer;
import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.LogLine;
import dev.percheron.api.Queue;
import dev.percheron.api.QueueStatus;
import dev.percheron.api.Remark;
import dev.percheron.api.WorkerId;
import dev.percheron.api.WorkerStatus;
import dev.percheron.api.WorkerStatus.QueueReport;
import dev.percheron.spi.ClaimRequest;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.Errand;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.LostJob;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Note;
import dev.percheron.spi.Pushed;
import dev.percheron.spi.Rescued;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.Settled;
import dev.percheron.spi.StoreListener;
import dev.percheron.spi.StoreSettings;
import dev.percheron.spi.Transaction;
import dev.percheron.spi.WorkerStart;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A store in a PostgreSQL database, which any number of processes on any number of machines share.
 * Pushing, claiming and settling successes are one statement each; everything else is a transaction
 * of a few.
 */
final class PostgresStore implements JobStore {
  /** So many counts are added up at once. */
  private static final int MOST_FOLDED = 10_000;

  /** So many stretches of ids are looked at each time, whether they still have jobs. */
  private static final int MOST_STRETCHES = 1_000;

  private static final long BEFORE_ALL = -1;

  private final PostgresClock clock;
  private final PostgresSessions sessions;
  private final PostgresSignals signals;
  private final Dictionary dictionary = new Dictionary();
  private final HeldClaims held = new HeldClaims();
  private final PostgresPushes pushes;
  private final PostgresClaims claims;
  private final PostgresSettling settling;
  private final PostgresCompletions completions;
  private final boolean notifies;
  private final AtomicLong seenUpTo = new AtomicLong(BEFORE_ALL);

  private PostgresStore(PostgresDatabase database, StoreSettings settings) {
    this.clock = PostgresClock.of(settings);
    this.sessions = new PostgresSessions(database, database.dialect().statements());
    this.signals = new PostgresSignals(database, sessions);
    var names = new PostgresNames(sessions, clock, dictionary);
    this.pushes = new PostgresPushes(sessions, names, clock, signals, database);
    this.claims = new PostgresClaims(this, sessions, clock, dictionary, held);
    this.settling = new PostgresSettling(this, sessions, clock, held);
    this.completions = new PostgresCompletions(this, sessions, database, held);
    this.notifies = database.notifies();
  }

  static PostgresStore open(PostgresDatabase database, StoreSettings settings) {
    return open(database, settings, new PostgresMigrations(database.dialect()));
  }

  static PostgresStore open(
      PostgresDatabase database, StoreSettings settings, PostgresMigrations migrations) {
    PostgresSchema.bringUp(database, migrations, settings.migrate());
    return new PostgresStore(database, settings);
  }

  /** What a transaction answers, and what it did that others want to hear of. */
  private record Written<T>(T answer, Set<String> touched, boolean isChanged) {}

  /**
   * Stores something in a transaction of its own.
   *
   * @throws dev.percheron.api.StoreUnavailable when it could not be; nothing of it was stored
   */
  <T> T write(Write<T> write) {
    var written = sessions.write(session -> in(session, write));
    written.touched().forEach(claims::lookAgain);
    signals.tell(written.touched(), written.isChanged());
    return written.answer();
  }

  /** For what is stored in a transaction of somebody else's. */
  Tx on(Session session) {
    return new Tx(session, time(session), dictionary);
  }

  private <T> Written<T> in(Session session, Write<T> write) throws SQLException {
    var tx = on(session);
    T answer = write.in(tx);
    tx.flush();
    return new Written<>(answer, tx.touched(), tx.isChanged());
  }

  /** One moment for the whole transaction: it is asked for once, when it is first needed. */
  private InstantSource time(Session session) {
    var asked = new Instant[1];
    return () -> {
      var now = asked[0] == null ? asked(session) : asked[0];
      asked[0] = now;
      return now;
    };
  }

  private Instant asked(Session session) {
    try {
      return clock.instant(session);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  @Override
  public List<Pushed> push(List<NewJob> jobs) {
    return jobs.isEmpty() ? List.of() : pushes.push(jobs);
  }

  /** With the store's statements on the user's connection; names and ids come from its own. */
  @Override
  public List<Pushed> push(List<NewJob> jobs, Transaction transaction) {
    var theirs = theirs(transaction);
    return jobs.isEmpty() ? List.of() : pushes.push(jobs, theirs);
  }

  @Override
  public SettleAnswer complete(Attempt attempt, AttemptEnd end, Transaction transaction) {
    return completions.complete(attempt, end, theirs(transaction));
  }

  private static Connection theirs(Transaction transaction) {
    if (transaction instanceof JdbcTransaction(var connection)) {
      return connection;
    }
    throw new UnsupportedOperationException(
        "a store on PostgreSQL takes part in a JdbcTransaction, not in a "
            + transaction.getClass().getName());
  }

  @Override
  public WorkerId register(WorkerStart start, Duration lease) {
    return write(Leases.register(start, lease));
  }

  @Override
  public boolean renew(WorkerId worker, Duration lease, List<QueueReport> reports) {
    boolean isHeld = write(Leases.renew(worker, lease, reports));
    if (isHeld) {
      settling.settleUndecided(worker);
    } else {
      held.forget(worker);
    }
    return isHeld;
  }

  @Override
  public void retire(WorkerId worker) {
    write(Leases.retire(worker));
    held.forget(worker);
  }

  @Override
  public List<ClaimedJob> claim(WorkerId worker, ClaimRequest request) {
    return claims.claim(worker, request);
  }

  @Override
  public List<SettleAnswer> settle(WorkerId worker, List<Settled> settled, List<Note> notes) {
    return settled.isEmpty() && notes.isEmpty()
        ? List.of()
        : settling.settle(worker, settled, notes);
  }

  @Override
  public Map<JobId, String> cancelWishes(WorkerId worker) {
    return sessions.read(session -> Traces.wishes(session, worker));
  }

  @Override
  public OptionalLong ask(WorkerId worker, Errand errand) {
    return write(Errands.ask(worker, errand));
  }

  @Override
  public Map<Long, Errand> errands(WorkerId worker) {
    return sessions.once(session -> Errands.of(session, worker));
  }

  @Override
  public void answer(WorkerId worker, long errand, String answer) {
    write(Errands.answer(worker, errand, answer));
  }

  @Override
  public Optional<String> answered(long errand) {
    return sessions.once(session -> Errands.answered(session, errand));
  }

  @Override
  public int promote(int most) {
    var promoted = new HashMap<String, Integer>();
    sessions.once(session -> {
      promoted.clear();
      session
          .on("promote.all")
          .putTime(clock.parameter())
          .put(most)
          .each(row -> promoted.put(row.getString(1), row.getInt(2)));
      return promoted;
    });
    promoted.keySet().forEach(claims::lookAgain);
    signals.ready(promoted.keySet());
    return promoted.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public Optional<Instant> nextDue() {
    return sessions.once(session ->
        session.on("promote.next").first(row -> Columns.instant(row, 1)).flatMap(found -> found));
  }

  @Override
  public List<Rescued> rescue(int most, LostJob.Verdict verdict) {
    return write(new Rescues(most, verdict));
  }

  @Override
  public int prune(Duration keepOthers, int most) {
    sessions.once(session -> session.on("tally.fold").put(MOST_FOLDED).run());
    pruneSeen();
    return write(new PostgresPruning(keepOthers, most));
  }

  /** A stretch after the other, a part of them each time, and from the beginning after the last. */
  private void pruneSeen() {
    long from = seenUpTo.get();
    var lookedUpTo =
        sessions.once(session ->
            session
                .on("seen.prune")
                .putTime(clock.parameter())
                .put(from)
                .put(MOST_STRETCHES)
                .first(row -> row.getLong(1) < MOST_STRETCHES ? BEFORE_ALL : row.getLong(2)));
    seenUpTo.set(lookedUpTo.orElse(BEFORE_ALL));
  }

  @Override
  public void declare(Queue queue) {
    write(Queues.declare(queue));
  }

  @Override
  public List<Queue> queues() {
    return sessions.once(Queues::all);
  }

  @Override
  public List<QueueStatus> queueStatus() {
    return sessions.read(session -> Queues.status(session, clock.now(session)));
  }

  @Override
  public boolean pause(String queue, Instant until) {
    return write(Queues.pause(queue, until));
  }

  @Override
  public boolean resume(String queue) {
    return write(Queues.resume(queue));
  }

  @Override
  public CancelAnswer cancel(JobId job, String reason) {
    return write(Acting.cancel(job, reason));
  }

  @Override
  public ChangeAnswer retry(JobId job) {
    return write(Acting.retry(job));
  }

  @Override
  public ChangeAnswer delete(JobId job) {
    return write(Acting.delete(job));
  }

  @Override
  public Optional<Job> find(JobId job) {
    return sessions.read(session ->
        new JobReader(session, clock.instant(session)).jobs(job.value()).stream().findFirst());
  }

  @Override
  public List<Job> list(JobFilter filter) {
    return sessions.read(session -> new JobLister(session, clock.instant(session), filter).list());
  }

  @Override
  public List<AttemptRecord> attempts(JobId job) {
    return sessions.read(session -> Traces.attempts(session, job));
  }

  @Override
  public List<LogLine> log(JobId job) {
    return sessions.once(session -> Traces.log(session, job));
  }

  @Override
  public List<WorkerStatus> workers() {
    return sessions.once(Leases::all);
  }

  @Override
  public List<String> problems() {
    return sessions.read(session -> new Problems(session).look());
  }

  @Override
  public List<Remark> remarks() {
    return sessions.read(session -> PostgresRemarks.of(session, notifies, PostgresRemarks.OLD));
  }

  @Override
  public Subscription listen(StoreListener listener) {
    return signals.listen(listener);
  }

  /** Tells others what they have not been told, then waits for what is under way. */
  @Override
  public void close() {
    signals.close();
    sessions.close();
  }
}

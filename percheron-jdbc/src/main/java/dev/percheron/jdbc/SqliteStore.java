package dev.percheron.jdbc;

import dev.percheron.api.AttemptRecord;
import dev.percheron.api.CancelAnswer;
import dev.percheron.api.ChangeAnswer;
import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.LogLine;
import dev.percheron.api.Queue;
import dev.percheron.api.QueueStatus;
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
import dev.percheron.spi.WorkerStart;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A store in one SQLite file. Several processes may use the same file; each has one writer thread
 * and a few connections that read.
 */
final class SqliteStore implements JobStore {
  /** How long a write waits for other processes. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Statements STATEMENTS =
      Statements.load("sqlite", List.of("road.sql", "upkeep.sql", "reading.sql"));

  private final InstantSource time;
  private final SqliteWriter writer;
  private final SqliteReaders readers;
  private final Dictionary dictionary = new Dictionary();
  private final Claims claims;

  private SqliteStore(InstantSource time, SqliteWriter writer, SqliteReaders readers) {
    this.time = time;
    this.writer = writer;
    this.readers = readers;
    this.claims = new Claims(writer, readers, dictionary);
  }

  /** The statements that this store speaks. */
  static Statements statements() {
    return STATEMENTS;
  }

  static SqliteStore open(SqliteFile file, StoreSettings settings, Duration patience) {
    return open(file, settings, patience, Migrations.sqlite());
  }

  static SqliteStore open(
      SqliteFile file, StoreSettings settings, Duration patience, Migrations migrations) {
    file.check();
    try {
      var session = new Session(file.writer(), STATEMENTS);
      var writer = start(session, file, settings, patience, migrations);
      return new SqliteStore(settings.time(), writer, new SqliteReaders(file, STATEMENTS));
    } catch (SQLException e) {
      throw file.trouble().unavailable(e);
    }
  }

  private static SqliteWriter start(
      Session session,
      SqliteFile file,
      StoreSettings settings,
      Duration patience,
      Migrations migrations)
      throws SQLException {
    try {
      new SqliteSchema(session, file.path(), migrations).bringUp(settings.migrate());
      session.script("PRAGMA busy_timeout=0"); // from here on, SqliteLock waits
      return new SqliteWriter(session, settings.time(), file, patience);
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** The writer, for tests that break its file. */
  SqliteWriter writer() {
    return writer;
  }

  /** The claims, for tests of what happens between taking and reading. */
  Claims claims() {
    return claims;
  }

  @Override
  public List<Pushed> push(List<NewJob> jobs) {
    return jobs.isEmpty() ? List.of() : writer.write(new Pushes(jobs));
  }

  @Override
  public WorkerId register(WorkerStart start, Duration lease) {
    return writer.write(Leases.register(start, lease));
  }

  @Override
  public boolean renew(WorkerId worker, Duration lease, List<QueueReport> reports) {
    return writer.write(Leases.renew(worker, lease, reports));
  }

  @Override
  public void retire(WorkerId worker) {
    writer.write(Leases.retire(worker));
  }

  @Override
  public List<ClaimedJob> claim(WorkerId worker, ClaimRequest request) {
    return claims.claim(worker, request);
  }

  @Override
  public List<SettleAnswer> settle(WorkerId worker, List<Settled> settled, List<Note> notes) {
    return settled.isEmpty() && notes.isEmpty()
        ? List.of()
        : writer.write(new Settlements(worker, settled, notes));
  }

  @Override
  public Map<JobId, String> cancelWishes(WorkerId worker) {
    return readers.read(session -> Traces.wishes(session, worker));
  }

  @Override
  public OptionalLong ask(WorkerId worker, Errand errand) {
    return writer.write(Errands.ask(worker, errand));
  }

  @Override
  public Map<Long, Errand> errands(WorkerId worker) {
    return readers.read(session -> Errands.of(session, worker));
  }

  @Override
  public void answer(WorkerId worker, long errand, String answer) {
    writer.write(Errands.answer(worker, errand, answer));
  }

  @Override
  public Optional<String> answered(long errand) {
    return readers.read(session -> Errands.answered(session, errand));
  }

  @Override
  public int promote(int most) {
    return writer.write(new Promotion(most));
  }

  @Override
  public Optional<Instant> nextDue() {
    return readers.read(session ->
        session.on("promote.next").first(row -> Columns.instant(row, 1)).flatMap(found -> found));
  }

  @Override
  public List<Rescued> rescue(int most, LostJob.Verdict verdict) {
    return writer.write(new Rescues(most, verdict));
  }

  @Override
  public int prune(Duration keepOthers, int most) {
    return writer.write(new Pruning(keepOthers, most));
  }

  @Override
  public void declare(Queue queue) {
    writer.write(Queues.declare(queue));
  }

  @Override
  public List<Queue> queues() {
    return readers.read(Queues::all);
  }

  @Override
  public List<QueueStatus> queueStatus() {
    long now = Micros.of(time.instant());
    return readers.read(session -> Queues.status(session, now));
  }

  @Override
  public boolean pause(String queue, Instant until) {
    return writer.write(Queues.pause(queue, until));
  }

  @Override
  public boolean resume(String queue) {
    return writer.write(Queues.resume(queue));
  }

  @Override
  public CancelAnswer cancel(JobId job, String reason) {
    return writer.write(Acting.cancel(job, reason));
  }

  @Override
  public ChangeAnswer retry(JobId job) {
    return writer.write(Acting.retry(job));
  }

  @Override
  public ChangeAnswer delete(JobId job) {
    return writer.write(Acting.delete(job));
  }

  @Override
  public Optional<Job> find(JobId job) {
    var now = time.instant();
    return readers.read(
        session -> new JobReader(session, now).jobs(job.value()).stream().findFirst());
  }

  @Override
  public List<Job> list(JobFilter filter) {
    var now = time.instant();
    return readers.read(session -> new JobLister(session, now, filter).list());
  }

  @Override
  public List<AttemptRecord> attempts(JobId job) {
    return readers.read(session -> Traces.attempts(session, job));
  }

  @Override
  public List<LogLine> log(JobId job) {
    return readers.read(session -> Traces.log(session, job));
  }

  @Override
  public List<WorkerStatus> workers() {
    return readers.read(Leases::all);
  }

  @Override
  public List<String> problems() {
    return readers.read(session -> new Problems(session).look());
  }

  @Override
  public Subscription listen(StoreListener listener) {
    writer.listen(listener);
    return () -> writer.unlisten(listener);
  }

  /** Writes what waits first, so that its callers get their answers, then waits for reads. */
  @Override
  public void close() {
    writer.close();
    readers.close();
  }
}

package dev.percheron.jdbc;

import dev.percheron.api.Failure;
import dev.percheron.api.Job;
import dev.percheron.api.JobId;
import dev.percheron.api.JobOptions;
import dev.percheron.api.JobSpec;
import dev.percheron.api.JobState;
import dev.percheron.api.JobStatus;
import dev.percheron.api.Progress;
import dev.percheron.api.WorkerId;
import dev.percheron.jdbc.RunningJobs.Running;
import dev.percheron.json.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Shows jobs to people. A row that cannot be read is shown as far as it can; what cannot is
 * replaced by what would be so by default, and the job's failure says so.
 */
final class JobReader {
  private final Session session;
  private final Instant now;
  private Optional<RunningJobs> running = Optional.empty();

  JobReader(Session session, Instant now) {
    this.session = session;
    this.now = now;
  }

  /** The jobs with these numbers that exist, in that order. */
  List<Job> jobs(long... ids) throws SQLException {
    return session.on("read.jobs").putIds(ids).list(this::job);
  }

  /** What is running now. */
  RunningJobs running() throws SQLException {
    if (running.isEmpty()) {
      running = Optional.of(RunningJobs.read(session));
    }
    return running.orElseThrow();
  }

  private Job job(ResultSet row) throws SQLException {
    var options = readable(Columns.text(row, 8), OptionsCache::read, JobOptions.DEFAULT);
    var createdAt = Micros.instant(row.getLong(5));
    return new Job(
        new JobId(row.getLong(1)),
        spec(row, options),
        Columns.optionalText(row, 7),
        createdAt,
        status(row, options));
  }

  private static JobSpec spec(ResultSet row, JobOptions options) throws SQLException {
    return new JobSpec(
        Columns.optionalText(row, 2).orElse("?"),
        Columns.optionalText(row, 3).orElse("?"),
        row.getInt(4),
        row.getString(9),
        readable(Columns.text(row, 10), StoredJson::texts, Map.of()),
        options,
        Columns.instant(row, 6));
  }

  private JobStatus status(ResultSet row, JobOptions options) throws SQLException {
    var state = state(row);
    var attempt = running(row, state);
    boolean isUnderWay = attempt.flatMap(Running::startedAt).isPresent();
    var finishedAt = Columns.instant(row, 14);
    return new JobStatus(
        state,
        state.isEnd() ? row.getInt(12) : row.getInt(20) + (isUnderWay ? 1 : 0),
        Columns.instant(row, 18),
        worker(row, attempt),
        startedAt(row, attempt),
        finishedAt,
        state == JobState.SUCCEEDED
            ? Results.shown(
                Columns.optionalText(row, 16), options.keepResult(), finishedAt.orElse(now), now)
            : Optional.empty(),
        failure(row),
        progress(row));
  }

  private static JobState state(ResultSet row) throws SQLException {
    var ended = Columns.optionalNumber(row, 11);
    if (ended.isPresent()) {
      return StateCode.state(ended.orElseThrow().intValue());
    }
    if (Columns.optionalNumber(row, 18).isPresent()) {
      return JobState.SCHEDULED;
    }
    return Columns.optionalNumber(row, 19).isPresent() ? JobState.READY : JobState.RUNNING;
  }

  private Optional<Running> running(ResultSet row, JobState state) throws SQLException {
    return state == JobState.RUNNING ? running().find(row.getLong(1)) : Optional.empty();
  }

  private static Optional<WorkerId> worker(ResultSet row, Optional<Running> attempt)
      throws SQLException {
    if (attempt.isPresent()) {
      return attempt.map(Running::worker);
    }
    boolean hasEnded = Columns.optionalNumber(row, 11).isPresent();
    return Columns.optionalNumber(row, hasEnded ? 15 : 22).map(WorkerId::new);
  }

  /** Of the attempt under way, of the one that ended the job, or of the last one that is known. */
  private static Optional<Instant> startedAt(ResultSet row, Optional<Running> attempt)
      throws SQLException {
    var underWay = attempt.flatMap(Running::startedAt);
    if (underWay.isPresent()) {
      return underWay;
    }
    boolean hasEnded = Columns.optionalNumber(row, 11).isPresent();
    return Columns.instant(row, hasEnded ? 13 : 21);
  }

  /** Of its end, or of the last attempt that failed. */
  private static Optional<Failure> failure(ResultSet row) throws SQLException {
    return Columns.optionalText(row, 26).map(JobReader::failure);
  }

  /** A stored failure; one that cannot be read is told as that. */
  static Failure failure(String text) {
    return readable(text, StoredJson::failure, Parking.failure("its failure is not readable"));
  }

  private static Optional<Progress> progress(ResultSet row) throws SQLException {
    var done = Columns.optionalNumber(row, 23);
    return done.isPresent()
        ? Optional.of(new Progress(done.orElseThrow(), row.getLong(24), row.getString(25)))
        : Optional.empty();
  }

  private static <T> T readable(String text, Function<String, T> read, T otherwise) {
    try {
      return text.isEmpty() ? otherwise : read.apply(text);
    } catch (IllegalArgumentException e) {
      return otherwise;
    }
  }
}

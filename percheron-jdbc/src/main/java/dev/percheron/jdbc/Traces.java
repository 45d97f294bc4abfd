package dev.percheron.jdbc;

import dev.percheron.api.AttemptRecord;
import dev.percheron.api.JobId;
import dev.percheron.api.LogLine;
import dev.percheron.api.Outcome;
import dev.percheron.api.WorkerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What single jobs left behind: attempts, log lines, wishes. */
final class Traces {
  private Traces() {}

  static List<AttemptRecord> attempts(Session session, JobId job) throws SQLException {
    var attempts =
        new ArrayList<>(session.on("read.attempts").put(job.value()).list(Traces::attempt));
    session.on("read.success").put(job.value()).first(Traces::success).ifPresent(attempts::add);
    return attempts;
  }

  static List<LogLine> log(Session session, JobId job) throws SQLException {
    return session.on("read.log").put(job.value()).list(Traces::line);
  }

  /** The wishes for jobs that a worker has claimed. */
  static Map<JobId, String> wishes(Session session, WorkerId worker) throws SQLException {
    var wishes = new HashMap<Long, String>();
    session.on("read.wishes").each(row -> wishes.put(row.getLong(1), row.getString(2)));
    return wishes.isEmpty() ? Map.of() : ofWorker(session, worker, wishes);
  }

  private static Map<JobId, String> ofWorker(
      Session session, WorkerId worker, Map<Long, String> wishes) throws SQLException {
    var claimed = new HashSet<Long>();
    session
        .on("read.claims-of")
        .put(worker.value())
        .each(row -> collect(Claim.read(row, row.getLong(1), row.getLong(2), 3), claimed));
    var found = new HashMap<JobId, String>();
    wishes.forEach((job, reason) -> {
      if (claimed.contains(job)) {
        found.put(new JobId(job), reason);
      }
    });
    return found;
  }

  private static void collect(Claim claim, Set<Long> jobs) {
    for (var place : claim.open()) {
      jobs.add(claim.jobs[place]);
    }
  }

  private static AttemptRecord attempt(ResultSet row) throws SQLException {
    return new AttemptRecord(
        row.getInt(1),
        row.getString(2),
        new WorkerId(row.getLong(3)),
        Columns.instant(row, 4),
        Micros.instant(row.getLong(5)),
        Columns.optionalText(row, 6).map(JobReader::failure));
  }

  private static AttemptRecord success(ResultSet row) throws SQLException {
    return new AttemptRecord(
        row.getInt(1),
        Outcome.Succeeded.NOTHING.word(),
        new WorkerId(row.getLong(2)),
        Columns.instant(row, 3),
        Micros.instant(row.getLong(4)),
        Optional.empty());
  }

  private static LogLine line(ResultSet row) throws SQLException {
    int dropped = row.getInt(4);
    var text = dropped == 0 ? row.getString(3) : "(%d more lines were not kept)".formatted(dropped);
    return new LogLine(row.getInt(1), Micros.instant(row.getLong(2)), text);
  }
}

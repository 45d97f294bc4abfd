package dev.percheron.memory;

import dev.percheron.api.LogLine;
import java.util.ArrayList;
import java.util.List;

/**
 * The log of a job: of each attempt at most {@link LogLine#MAX_LINES} lines and one that tells how
 * many there were more. Guarded by the store's lock.
 */
final class JobLog {
  /** Of a job that said nothing. Never added to. */
  static final JobLog EMPTY = new JobLog();

  private final List<LogLine> lines = new ArrayList<>(4);
  private int attempt;
  private int kept;
  private int dropped;

  void add(LogLine line) {
    if (line.attempt() != attempt) {
      attempt = line.attempt();
      kept = 0;
      dropped = 0;
    }
    if (kept < LogLine.MAX_LINES) {
      kept++;
      lines.add(line);
    } else {
      drop(line);
    }
  }

  private void drop(LogLine line) {
    dropped++;
    var last = new LogLine(attempt, line.at(), "(%d more lines were not kept)".formatted(dropped));
    if (dropped == 1) {
      lines.add(last);
    } else {
      lines.set(lines.size() - 1, last);
    }
  }

  List<LogLine> lines() {
    return List.copyOf(lines);
  }
}

package dev.percheron.jdbc;

import dev.percheron.api.JobId;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.Errand;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What workers are asked for. */
final class Errands {
  private static final int DRAIN = 1;
  private static final int STACK = 2;

  private Errands() {}

  static Write<OptionalLong> ask(WorkerId worker, Errand errand) {
    return tx -> {
      tx.change();
      return tx.on("errand.ask")
          .put(worker.value())
          .put(kind(errand))
          .put(job(errand))
          .put(tx.now())
          .first(row -> row.getLong(1))
          .map(OptionalLong::of)
          .orElse(OptionalLong.empty());
    };
  }

  static Write<Boolean> answer(WorkerId worker, long errand, String answer) {
    return tx -> {
      tx.change();
      return tx.on("errand.answer").put(errand).put(worker.value()).put(answer).run() > 0;
    };
  }

  static Map<Long, Errand> of(Session session, WorkerId worker) throws SQLException {
    var errands = new LinkedHashMap<Long, Errand>();
    session.on("errand.open").put(worker.value()).each(row -> read(row, errands));
    return errands;
  }

  /** One that this version does not know is left alone; it is forgotten in time. */
  private static void read(ResultSet row, Map<Long, Errand> errands) throws SQLException {
    switch (row.getInt(2)) {
      case DRAIN -> errands.put(row.getLong(1), new Errand.Drain());
      case STACK -> errands.put(row.getLong(1), new Errand.Stack(new JobId(row.getLong(3))));
      default -> {}
    }
  }

  static Optional<String> answered(Session session, long errand) throws SQLException {
    return session.on("errand.answered").put(errand).first(row -> row.getString(1));
  }

  private static int kind(Errand errand) {
    return switch (errand) {
      case Errand.Drain() -> DRAIN;
      case Errand.Stack s -> STACK;
    };
  }

  private static long job(Errand errand) {
    return switch (errand) {
      case Errand.Drain() -> 0;
      case Errand.Stack(var job) -> job.value();
    };
  }
}

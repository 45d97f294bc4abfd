package dev.percheron.jdbc;

import dev.percheron.api.ClaimId;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.ClaimRequest;
import dev.percheron.spi.ClaimedJob;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes ready jobs for a worker. The writer only moves their numbers into a claim; the caller's
 * thread reads what they are, from another connection, once that is committed.
 */
final class Claims {
  private final SqliteWriter writer;
  private final SqliteReaders readers;
  private final Dictionary dictionary;

  Claims(SqliteWriter writer, SqliteReaders readers, Dictionary dictionary) {
    this.writer = writer;
    this.readers = readers;
    this.dictionary = dictionary;
  }

  /** What the writer took, not read yet. */
  record Taken(ClaimId claim, LongList jobs) {}

  List<ClaimedJob> claim(WorkerId worker, ClaimRequest request) {
    return take(worker, request).map(taken -> read(worker, request, taken)).orElse(List.of());
  }

  Optional<Taken> take(WorkerId worker, ClaimRequest request) {
    return writer.write(tx -> new Taking(tx, worker, request).take());
  }

  /** Nothing when the claim was taken over before it was read: its rows tell of others by now. */
  List<ClaimedJob> read(WorkerId worker, ClaimRequest request, Taken taken) {
    var jobs = taken.jobs().toArray();
    var bodies =
        readers.read(session ->
            isHeld(session, worker, taken.claim())
                ? new BodyReader(session, dictionary).read(jobs)
                : List.<Optional<Body>>of());
    var parking = new Parking(worker, taken.claim(), request.slots());
    var claimed = claimed(taken, bodies, parking);
    return parking.isEmpty() || writer.write(parking) ? claimed : List.of();
  }

  private static boolean isHeld(Session session, WorkerId worker, ClaimId claim)
      throws SQLException {
    return session.on("claim.held").put(claim.value()).put(worker.value()).number() == 1;
  }

  /** The readable ones, in places without gaps; the others go to {@code parking}. */
  private static List<ClaimedJob> claimed(
      Taken taken, List<Optional<Body>> bodies, Parking parking) {
    var claimed = new ArrayList<ClaimedJob>(bodies.size());
    for (int i = 0; i < bodies.size(); i++) {
      try {
        claimed.add(
            bodies
                .get(i)
                .orElseThrow(() -> new IllegalArgumentException("it has no row"))
                .claimed(taken.claim(), claimed.size()));
      } catch (IllegalArgumentException e) {
        parking.add(taken.jobs().get(i), String.valueOf(e.getMessage()));
      }
    }
    return claimed;
  }

  /** One claim, on the writer's thread. */
  private record Taking(Tx tx, WorkerId worker, ClaimRequest request) {
    Optional<Taken> take() throws SQLException {
      long now = tx.now();
      var queue = queue(now);
      if (queue.isEmpty() || !hasLease(now)) {
        return Optional.empty();
      }
      var ids = takeReady(queue.orElseThrow());
      return ids.isEmpty() ? Optional.empty() : Optional.of(claim(queue.orElseThrow(), ids, now));
    }

    private boolean hasLease(long now) throws SQLException {
      var until = tx.on("claim.lease").put(worker.value()).first(row -> row.getLong(1));
      return until.isPresent() && now < until.orElseThrow();
    }

    /** Empty when there is no such queue, or it is paused. */
    private Optional<Long> queue(long now) throws SQLException {
      return tx.on("claim.queue")
          .put(request.queue())
          .put(Micros.NONE)
          .first(row -> new long[] {row.getLong(1), row.getLong(2)})
          .filter(queue -> queue[1] <= now)
          .map(queue -> queue[0]);
    }

    private LongList takeReady(long queue) throws SQLException {
      long most = (long) request.slots() + request.ahead();
      var ids = new LongList();
      for (var lane : tx.on("claim.lanes").put(queue).numbers()) {
        takeReady(lane, most - ids.size(), ids);
      }
      return ids;
    }

    private void takeReady(long lane, long most, LongList ids) throws SQLException {
      int before = ids.size();
      if (most > 0) {
        var text = tx.on("claim.take").put(lane).put(most).first(row -> Columns.text(row, 1));
        Ids.read(text.orElse(""), ids);
        clear(lane, ids.size() - before);
      }
    }

    /** Everything up to the last row taken of a lane goes in one statement. */
    private void clear(long lane, int taken) throws SQLException {
      var last =
          tx.on("claim.last")
              .put(lane)
              .put(taken)
              .first(row -> new long[] {row.getLong(1), row.getLong(2)})
              .orElse(new long[2]);
      int gone = tx.on("claim.clear").put(lane).put(last[0]).put(last[1]).run();
      if (gone != taken) {
        throw new SQLException(
            "%d ready rows were read and %d deleted: the store is damaged".formatted(taken, gone));
      }
    }

    private Taken claim(long queue, LongList ids, long now) throws SQLException {
      tx.move(queue, StateCode.READY, StateCode.RUNNING, ids.size());
      long id =
          tx.on("claim.add")
              .put(worker.value())
              .put(now)
              .put(Packed.written(ids.toArray()))
              .put(Claim.startedFirst(request.slots(), ids.size()))
              .put(Bits.none(ids.size()))
              .number();
      return new Taken(new ClaimId(id), ids);
    }
  }
}

package dev.percheron.jdbc;

import static java.util.Comparator.comparingLong;

import dev.percheron.api.Settlement;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.Note;
import dev.percheron.spi.Settled;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Successes and starts that can be written in one statement, and the marks of their claims. */
final class QuickSettle {
  private final Map<Long, Marks> claims = new HashMap<>();
  private final List<Settled> settled;

  /** A claim that is being changed. */
  private static final class Marks {
    final HeldClaim before;
    final long[] started;
    final byte[] done;
    boolean hasStarts;

    Marks(HeldClaim before) {
      this.before = before;
      this.started = before.started.clone();
      this.done = before.doneBits();
    }

    boolean settle(int place, long job) {
      boolean isOpen = before.isOpen(place, job) && !Bits.has(done, place);
      if (isOpen) {
        Bits.set(done, place);
      }
      return isOpen;
    }

    void start(int place, long job, PostgresClock clock) {
      if (before.isOpen(place, job) && !Bits.has(done, place) && started[place] == 0) {
        started[place] = 1 + Math.max(0, clock.passed(before.taken.claimedAt(), before.taken.at()));
        hasStarts = true;
      }
    }

    HeldClaim after() {
      return before.marked(started, done);
    }
  }

  private QuickSettle(List<Settled> settled) {
    this.settled = settled;
  }

  /** Empty when something of it must go the long way. */
  static Optional<QuickSettle> of(
      HeldClaims.OfWorker mine, List<Settled> settled, List<Note> notes, PostgresClock clock) {
    var quick = new QuickSettle(settled);
    for (var one : settled) {
      if (!PostgresSettling.isQuick(one) || !quick.settle(one, mine)) {
        return Optional.empty();
      }
    }
    for (var note : notes) {
      if (!(note instanceof Note.Started) || !quick.start(note, mine, clock)) {
        return Optional.empty();
      }
    }
    return Optional.of(quick);
  }

  private boolean settle(Settled one, HeldClaims.OfWorker mine) {
    var attempt = one.job().attempt();
    var marks = marks(attempt.claim().value(), mine);
    return marks.isPresent()
        && marks.orElseThrow().settle(one.job().place(), attempt.job().value());
  }

  /** The start of one that has ended meanwhile is told by its end. */
  private boolean start(Note note, HeldClaims.OfWorker mine, PostgresClock clock) {
    var attempt = note.job().attempt();
    var marks = marks(attempt.claim().value(), mine);
    marks.ifPresent(found -> found.start(note.job().place(), attempt.job().value(), clock));
    return marks.isPresent();
  }

  private Optional<Marks> marks(long claim, HeldClaims.OfWorker mine) {
    var known = claims.get(claim);
    if (known != null) {
      return Optional.of(known);
    }
    var marks = mine.find(claim).map(Marks::new);
    marks.ifPresent(found -> claims.put(claim, found));
    return marks;
  }

  /** Writes all of it, or nothing when one of its claims is not as it is remembered. */
  boolean run(Session session, WorkerId worker, PostgresClock clock) throws SQLException {
    // in one order, so that two who want the same claims wait for each other in one direction only
    var marks = claims.values().stream().sorted(comparingLong(mark -> mark.before.id)).toList();
    var command = session.on("settle.done").put(worker.value()).putTime(clock.parameter());
    var arrays = (PostgresCommand) command;
    arrays
        .putArray(marks.stream().mapToLong(mark -> mark.before.id).toArray())
        .putArray(marks.stream().map(mark -> mark.before.done).toArray(byte[][]::new))
        .putArray(marks.stream().map(QuickSettle::doneOrNull).toArray(byte[][]::new))
        .putArray(marks.stream().map(QuickSettle::startedOrNull).toArray(byte[][]::new));
    putJobs(arrays);
    return arrays.first(row -> true).isPresent();
  }

  private void putJobs(PostgresCommand command) throws SQLException {
    int size = settled.size();
    var job = new long[size];
    var lane = new int[size];
    var attempt = new int[size];
    var started = new @Nullable Long[size];
    var ended = new long[size];
    var result = new @Nullable String[size];
    var keep = new @Nullable Long[size];
    var few = new Few();
    for (int i = 0; i < size; i++) {
      var one = settled.get(i);
      var of = one.job().attempt();
      job[i] = of.job().value();
      attempt[i] = of.number();
      started[i] = one.end().startedAt().map(Micros::of).orElse(null);
      ended[i] = Micros.of(one.end().finishedAt());
      putResult(one, i, result, keep);
      var claim = claimOf(one);
      lane[i] = claim.lanes[one.job().place()];
      few.add(job[i], lane[i], claim);
    }
    command
        .putArray(job)
        .putArray(lane)
        .putArray(attempt)
        .putArray(started)
        .putArray(ended)
        .putArray(result)
        .putArray(keep);
    few.put(command);
  }

  private HeldClaim claimOf(Settled one) {
    var marks = claims.get(one.job().attempt().claim().value());
    if (marks == null) {
      throw new IllegalStateException("a job is settled whose claim was not looked at");
    }
    return marks.before;
  }

  /** How many jobs of each lane there are, and which of them have more than most. */
  private static final class Few {
    private final Map<Integer, Long> lanes = new HashMap<>();
    private final LongList keys = new LongList();
    private final LongList traced = new LongList();
    private final LongList tracedLanes = new LongList();

    void add(long job, int lane, HeldClaim claim) {
      lanes.merge(lane, 1L, Long::sum);
      if (claim.taken.keys().contains(job)) {
        keys.add(job);
      }
      if (claim.taken.traced().contains(job)) {
        traced.add(job);
        tracedLanes.add(lane);
      }
    }

    void put(PostgresCommand command) throws SQLException {
      command
          .putArray(lanes.keySet().stream().mapToInt(Integer::intValue).toArray())
          .putArray(lanes.values().stream().mapToLong(Long::longValue).toArray())
          .putArray(keys.toArray())
          .putArray(traced.toArray())
          .putArray(Arrays.stream(tracedLanes.toArray()).mapToInt(lane -> (int) lane).toArray());
    }
  }

  private static void putResult(
      Settled one, int place, @Nullable String[] result, @Nullable Long[] keep) {
    var time = one.job().attempt().spec().options().keepResult();
    if (one.settlement() instanceof Settlement.Done(var text)
        && !time.isZero()
        && !text.equals(Results.NULL)) {
      result[place] = PostgresCommand.storable(text);
      keep[place] = Micros.of(time);
    }
  }

  private static byte @Nullable [] doneOrNull(Marks marks) {
    return marks.after().isThrough() ? null : marks.done;
  }

  private static byte @Nullable [] startedOrNull(Marks marks) {
    return marks.hasStarts ? Packed.written(marks.started) : null;
  }

  /** Keeps in mind what was written. */
  void remember(HeldClaims.OfWorker mine) {
    claims.forEach((id, marks) -> {
      var after = marks.after();
      if (after.isThrough()) {
        mine.remove(id);
      } else {
        mine.put(after);
      }
    });
  }
}

package dev.percheron.jdbc;

import dev.percheron.api.ClaimId;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.api.WorkerId;
import dev.percheron.jdbc.Body.Tries;
import dev.percheron.spi.ClaimRequest;
import dev.percheron.spi.ClaimedJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * Takes ready jobs for a worker: one statement locks and removes them, makes the claim while the
 * lease is valid, and reads the bodies.
 */
final class PostgresClaims {
  private final PostgresStore store;
  private final PostgresSessions sessions;
  private final PostgresClock clock;
  private final Dictionary dictionary;
  private final HeldClaims held;
  private final Map<String, LowMarks> marks = new ConcurrentHashMap<>();

  PostgresClaims(
      PostgresStore store,
      PostgresSessions sessions,
      PostgresClock clock,
      Dictionary dictionary,
      HeldClaims held) {
    this.store = store;
    this.sessions = sessions;
    this.clock = clock;
    this.dictionary = dictionary;
    this.held = held;
  }

  /** A row of a claim, before anything in it is believed. */
  private record Taken(
      long claim,
      long claimedAt,
      long job,
      long lane,
      long due,
      long handler,
      long bodyLane,
      boolean hasBody,
      long createdAt,
      String arguments,
      long startDeadline,
      String options,
      String metadata,
      boolean hasKey,
      boolean hasTries,
      Tries tries) {

    static Taken read(ResultSet row) throws SQLException {
      var used = Columns.optionalNumber(row, 14);
      return new Taken(
          row.getLong(1),
          row.getLong(2),
          row.getLong(3),
          row.getLong(4),
          row.getLong(5),
          row.getLong(6),
          row.getLong(7),
          Columns.optionalText(row, 9).isPresent(),
          row.getLong(8),
          Columns.text(row, 9),
          Columns.time(row, 10),
          Columns.text(row, 11),
          Columns.text(row, 12),
          row.getBoolean(13),
          used.isPresent(),
          used.isPresent()
              ? new Tries(row.getInt(14), row.getInt(15), row.getInt(16), Columns.time(row, 17))
              : Tries.NONE);
    }

    Body body(Session session, Dictionary dictionary) throws SQLException {
      if (!hasBody) {
        throw new IllegalArgumentException("it has no row");
      }
      return new Body(
          job,
          dictionary.handler(session, handler),
          dictionary.lane(session, bodyLane),
          createdAt,
          startDeadline,
          options,
          arguments,
          metadata,
          tries);
    }
  }

  /** Jobs that were taken, and those of them that cannot be read. */
  private record Read(List<ClaimedJob> jobs, Map<Long, String> unreadable) {}

  /** Jobs of {@code queue} may have come in front of what was taken. */
  void lookAgain(String queue) {
    marks.remove(queue);
  }

  void lookAgainEverywhere() {
    marks.clear();
  }

  List<ClaimedJob> claim(WorkerId worker, ClaimRequest request) {
    var mine = held.of(worker);
    if (mine.hasLost) {
      new LostClaims(store, worker, mine).giveBack();
      mine.hasLost = false;
    }
    try {
      return claimNow(worker, request, mine);
    } catch (StoreUnavailable e) {
      mine.hasLost = true; // it may have been committed, and only the answer be lost
      throw e;
    }
  }

  private List<ClaimedJob> claimNow(
      WorkerId worker, ClaimRequest request, HeldClaims.OfWorker mine) {
    var from = marks.getOrDefault(request.queue(), LowMarks.NONE).current();
    var taken = take(worker, request, from);
    if (taken.size() < wanted(request) && !from.isNone()) {
      marks.remove(request.queue());
      taken = taken.isEmpty() ? take(worker, request, LowMarks.NONE) : taken;
    } else if (taken.size() >= wanted(request)) {
      marks.put(request.queue(), from.after(last(taken)));
    } else {
      marks.remove(request.queue());
    }
    return taken.isEmpty() ? List.of() : read(worker, request, taken, mine);
  }

  private static long wanted(ClaimRequest request) {
    return (long) request.slots() + request.ahead();
  }

  private List<Taken> take(WorkerId worker, ClaimRequest request, LowMarks from) {
    int size = from.byLane().size();
    var lanes = new int[size];
    var dues = new long[size];
    var ids = new long[size];
    int i = 0;
    for (var mark : from.byLane().entrySet()) {
      lanes[i] = mark.getKey().intValue();
      dues[i] = mark.getValue().due();
      ids[i++] = mark.getValue().id();
    }
    return sessions.once(session -> {
      var command =
          session
              .on("claim.take")
              .put(worker.value())
              .put(request.queue())
              .put(wanted(request))
              .put(request.slots())
              .putTime(clock.parameter());
      return ((PostgresCommand) command)
          .putArray(lanes)
          .putArray(dues)
          .putArray(ids)
          .list(Taken::read);
    });
  }

  private static Map<Long, LowMarks.Mark> last(List<Taken> taken) {
    var last = new HashMap<Long, LowMarks.Mark>();
    taken.forEach(row -> last.put(row.lane(), new LowMarks.Mark(row.due(), row.job())));
    return last;
  }

  private List<ClaimedJob> read(
      WorkerId worker, ClaimRequest request, List<Taken> taken, HeldClaims.OfWorker mine) {
    var claim = new ClaimId(taken.getFirst().claim());
    var read = read(claim, taken);
    hold(claim, request, taken, read.unreadable(), mine);
    if (read.unreadable().isEmpty()) {
      return read.jobs();
    }
    var parking = new Parking(worker, claim, request.slots());
    read.unreadable().forEach(parking::add);
    boolean isStillOurs = store.write(parking);
    if (!isStillOurs || read.jobs().isEmpty()) {
      mine.remove(claim.value());
    }
    return isStillOurs ? read.jobs() : List.of();
  }

  /** The readable ones, in places without gaps. */
  private Read read(ClaimId claim, List<Taken> taken) {
    return sessions.once(session -> {
      var jobs = new ArrayList<ClaimedJob>(taken.size());
      var unreadable = new HashMap<Long, String>();
      for (var row : taken) {
        try {
          jobs.add(row.body(session, dictionary).claimed(claim, jobs.size()));
        } catch (IllegalArgumentException e) {
          unreadable.put(row.job(), String.valueOf(e.getMessage()));
        }
      }
      return new Read(jobs, unreadable);
    });
  }

  private static void hold(
      ClaimId claim,
      ClaimRequest request,
      List<Taken> taken,
      Map<Long, String> unreadable,
      HeldClaims.OfWorker mine) {
    var jobs = new LongList();
    var keys = new HashSet<Long>();
    var traced = new HashSet<Long>();
    var lanes = new LongList();
    for (var row : taken) {
      if (!unreadable.containsKey(row.job())) {
        jobs.add(row.job());
        lanes.add(row.lane());
        if (row.hasKey()) {
          keys.add(row.job());
        }
        if (row.hasTries()) {
          traced.add(row.job());
        }
      }
    }
    var started = new long[jobs.size()];
    Arrays.fill(started, 0, Math.min(request.slots(), started.length), 1);
    var done = unreadable.isEmpty() ? new byte[0] : Bits.none(jobs.size());
    mine.put(
        new HeldClaim(
            claim.value(),
            jobs.toArray(),
            LongStream.of(lanes.toArray()).mapToInt(lane -> (int) lane).toArray(),
            started,
            done,
            new HeldClaim.Taken(taken.getFirst().claimedAt(), System.nanoTime(), keys, traced)));
  }
}

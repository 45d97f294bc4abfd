package dev.percheron.jdbc;

import dev.percheron.api.ClaimId;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.ClaimRequest;
import dev.percheron.spi.ClaimedJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
      marks.put(request.queue(), from.after(taken.last()));
    } else {
      marks.remove(request.queue());
    }
    return taken.isEmpty() ? List.of() : read(worker, request, taken, mine);
  }

  private static long wanted(ClaimRequest request) {
    return (long) request.slots() + request.ahead();
  }

  private TakenJobs take(WorkerId worker, ClaimRequest request, LowMarks from) {
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
      var taken = new TakenJobs();
      ((PostgresCommand) command).putArray(lanes).putArray(dues).putArray(ids).each(taken::add);
      return taken;
    });
  }

  private List<ClaimedJob> read(
      WorkerId worker, ClaimRequest request, TakenJobs taken, HeldClaims.OfWorker mine) {
    var claim = new ClaimId(taken.claim());
    var read = read(claim, taken);
    mine.put(taken.held(request.slots(), read.unreadable().keySet()));
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
  private Read read(ClaimId claim, TakenJobs taken) {
    return sessions.once(session -> {
      var jobs = new ArrayList<ClaimedJob>(taken.size());
      var unreadable = new HashMap<Long, String>();
      for (int place = 0; place < taken.size(); place++) {
        try {
          jobs.add(taken.body(place, session, dictionary).claimed(claim, jobs.size()));
        } catch (IllegalArgumentException e) {
          unreadable.put(taken.job(place), String.valueOf(e.getMessage()));
        }
      }
      return new Read(jobs, unreadable);
    });
  }
}

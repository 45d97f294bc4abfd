package dev.percheron.engine;

import dev.percheron.api.AttemptEnd;
import dev.percheron.api.Failure;
import dev.percheron.api.Settlement;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.api.WorkerId;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.Note;
import dev.percheron.spi.SettleAnswer;
import dev.percheron.spi.Settled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes what became of attempts, many at a time: while one batch is being made durable the next
 * gathers, so the store's own speed sets the size and an idle worker waits for nobody.
 *
 * <p>What could not be written is kept and tried again: no result that reached the settler is lost
 * while its process lives.
 */
final class Settler {
  /** Hears what the store answered. */
  interface Answers {
    /** One settlement was written, or was void. */
    void settled(LiveAttempt live, Settled settled, SettleAnswer answer);
  }

  private record Ended(LiveAttempt live, Settled settled) {}

  private record Noted(LiveAttempt live, Note note) {}

  private record Batch(List<Ended> ended, List<Noted> notes) {
    static Batch empty() {
      return new Batch(new ArrayList<>(), new ArrayList<>());
    }

    int size() {
      return ended.size() + notes.size();
    }
  }

  private static final int MOST = 2_000;

  private final JobStore store;
  private final Events events;
  private final Answers answers;
  private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Noted> notes = new ConcurrentLinkedQueue<>();
  private final Map<WorkerId, Batch> unwritten =
      new LinkedHashMap<>(); // owned by who runs the step

  Settler(JobStore store, Events events, Answers answers) {
    this.store = store;
    this.events = events;
    this.answers = answers;
  }

  void add(LiveAttempt live, AttemptEnd end, Settlement settlement) {
    ended.add(new Ended(live, new Settled(live.job(), end, settlement)));
  }

  void note(LiveAttempt live, Note note) {
    notes.add(new Noted(live, note));
  }

  boolean isIdle() {
    return ended.isEmpty() && notes.isEmpty() && unwritten.isEmpty();
  }

  int runOnce() {
    if (unwritten.isEmpty()) {
      gather();
    }
    int written = 0;
    for (var parts = unwritten.entrySet().iterator(); parts.hasNext(); parts.remove()) {
      var part = parts.next();
      writePart(part.getKey(), part.getValue());
      written += part.getValue().size();
    }
    return written;
  }

  /** Ends first, notes after: what an attempt noted before its end is then sure to be with it. */
  private void gather() {
    int gathered = 0;
    for (var one = ended.poll(); one != null; one = ++gathered < MOST ? ended.poll() : null) {
      part(one.live()).ended().add(one);
    }
    for (var note = notes.poll(); note != null; note = notes.poll()) {
      if (!isMoot(note)) {
        part(note.live()).notes().add(note);
      }
    }
  }

  private Batch part(LiveAttempt live) {
    return unwritten.computeIfAbsent(live.worker(), worker -> Batch.empty());
  }

  /** A start need not be noted once the end is at hand: settling says it all. */
  private static boolean isMoot(Noted noted) {
    return noted.note() instanceof Note.Started && noted.live().hasEnded();
  }

  private void writePart(WorkerId worker, Batch part) {
    try {
      settle(worker, part);
    } catch (StoreUnavailable e) {
      throw e; // this part is kept and tried again
    } catch (RuntimeException e) {
      events.trouble("settler", Failure.of(e), 1);
      part.ended().forEach(one -> settleAlone(worker, one));
    }
  }

  private void settle(WorkerId worker, Batch part) {
    var settled = new ArrayList<Settled>(part.ended().size());
    part.ended().forEach(one -> settled.add(one.settled()));
    var found = store.settle(worker, settled, part.notes().stream().map(Noted::note).toList());
    for (int i = 0; i < found.size(); i++) {
      answers.settled(part.ended().get(i).live(), settled.get(i), found.get(i));
    }
  }

  /**
   * One of a batch cannot be written: the others must not suffer, and it must not vanish either.
   */
  private void settleAlone(WorkerId worker, Ended one) {
    try {
      settle(worker, new Batch(List.of(one), List.of()));
    } catch (StoreUnavailable e) {
      ended.add(one);
    } catch (RuntimeException e) {
      settle(worker, new Batch(List.of(unwritable(one, e)), List.of()));
    }
  }

  private static Ended unwritable(Ended one, RuntimeException e) {
    var failure =
        Failure.of(
            "percheron.Unwritable",
            "the attempt ended as '%s', which the store refused to write: %s"
                .formatted(one.settled().end().outcome().word(), Failure.of(e).summary()));
    var settled = one.settled();
    return new Ended(
        one.live(), new Settled(settled.job(), settled.end(), new Settlement.Fail(failure)));
  }
}

package dev.percheron.memory;

import dev.percheron.api.WorkerId;
import dev.percheron.spi.Errand;
import dev.percheron.spi.JobStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What workers are asked for. Guarded by the store's lock. */
final class Errands {
  private record Asked(WorkerId worker, Errand errand, Instant at, Optional<String> answer) {
    boolean isOpen(WorkerId of) {
      return worker.equals(of) && answer.isEmpty();
    }
  }

  private final TreeMap<Long, Asked> byNumber = new TreeMap<>();
  private long last;

  OptionalLong ask(WorkerId worker, Errand errand, Instant now) {
    for (var asked : byNumber.entrySet()) {
      if (asked.getValue().isOpen(worker) && asked.getValue().errand().equals(errand)) {
        return OptionalLong.of(asked.getKey());
      }
    }
    byNumber.put(++last, new Asked(worker, errand, now, Optional.empty()));
    return OptionalLong.of(last);
  }

  Map<Long, Errand> of(WorkerId worker) {
    var open = new LinkedHashMap<Long, Errand>();
    byNumber.forEach((number, asked) -> {
      if (asked.isOpen(worker)) {
        open.put(number, asked.errand());
      }
    });
    return open;
  }

  /** Whether it was this worker's to answer. */
  boolean answer(WorkerId worker, long number, String answer) {
    var asked = byNumber.get(number);
    if (asked == null || !asked.isOpen(worker)) {
      return false;
    }
    byNumber.put(number, new Asked(worker, asked.errand(), asked.at(), Optional.of(answer)));
    return true;
  }

  Optional<String> answered(long number) {
    return Optional.ofNullable(byNumber.get(number)).flatMap(Asked::answer);
  }

  int prune(int most, Instant now) {
    int gone = 0;
    for (var all = byNumber.values().iterator(); all.hasNext() && gone < most; ) {
      if (!Later.than(all.next().at(), JobStore.ERRAND_KEPT).isAfter(now)) {
        all.remove();
        gone++;
      }
    }
    return gone;
  }
}

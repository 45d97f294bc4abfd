package dev.percheron.memory;

import java.time.Duration;
import java.time.Instant;

/** Forgets what has been kept for long enough. Guarded by the store's lock. */
final class Pruning {
  private final Lines lines;
  private final Places places;
  private final Leases leases;
  private final Errands errands;

  Pruning(Lines lines, Places places, Leases leases, Errands errands) {
    this.lines = lines;
    this.places = places;
    this.leases = leases;
    this.errands = errands;
  }

  int prune(Duration keepOthers, int most, Instant now) {
    int gone = 0;
    for (var line : lines.all()) {
      gone += places.ended.pruneSucceeded(line, most - gone, now, places::delete);
    }
    gone += places.ended.pruneOthers(keepOthers, most - gone, now, places::delete);
    gone += places.ended.pruneResults(most - gone, now);
    gone += leases.prune(keepOthers, most - gone, now);
    return gone + errands.prune(most - gone, now);
  }
}

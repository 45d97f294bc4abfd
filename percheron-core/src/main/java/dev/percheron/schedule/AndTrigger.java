package dev.percheron.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Due when all of several triggers agree: at each time of one of them that every other follows
 * within the threshold. The earliest of the times that agree is the one that counts.
 *
 * @param triggers at least one
 * @param threshold how far apart their times may be; 0 to 36,600 days
 */
public record AndTrigger(List<Trigger> triggers, Duration threshold) implements Trigger {
  private static final Comparator<Fire> BY_TIME = Comparator.comparing(Fire::at);

  /**
   * @throws IllegalArgumentException when there are none or too many triggers, the threshold is out
   *     of its range, or the triggers do not agree once from 1970 on, as far as a search of 20,000
   *     steps sees
   */
  public AndTrigger {
    triggers = List.copyOf(triggers);
    Ranges.checkSize(triggers);
    Ranges.checkLength("a threshold", threshold, Duration.ZERO);
    checkAgreement(triggers, threshold);
  }

  @Override
  public AndTrigger seeded(String seed) {
    return new AndTrigger(
        triggers.stream().map(trigger -> trigger.seeded(seed)).toList(), threshold);
  }

  @Override
  public String explain() {
    var all =
        triggers.stream()
            .map(trigger -> "[" + trigger.explain() + "]")
            .collect(Collectors.joining(" and "));
    return threshold.isZero()
        ? "when all agree: " + all
        : "when all agree within %s: %s".formatted(Words.length(threshold), all);
  }

  Optional<Fire> after(Instant after, Walk walk) {
    return after(triggers, threshold, after, walk);
  }

  /** Goes down from one trigger's time to the one before, and asks the others about each. */
  Optional<Fire> before(Instant before, Walk walk) {
    var last = latest(before, walk);
    while (last.isPresent()) {
      var limit = limit(last.get().at(), walk);
      if (limit.isAfter(last.get().at())) {
        return last;
      }
      last = latest(limit, walk);
    }
    return last;
  }

  /** Leaps: where one is not due for long, the others need not be asked. */
  private static Optional<Fire> after(
      List<Trigger> triggers, Duration threshold, Instant after, Walk walk) {
    var from = after;
    while (true) {
      var next = new ArrayList<Fire>(triggers.size());
      for (var trigger : triggers) {
        var fire = walk.after(trigger, from);
        if (fire.isEmpty()) {
          return fire;
        }
        next.add(fire.get());
      }
      var earliest = Collections.min(next, BY_TIME);
      var needed = Collections.max(next, BY_TIME).at().minus(threshold);
      if (!earliest.at().isBefore(needed)) {
        return Optional.of(earliest);
      }
      from = needed.minusNanos(1); // nothing earlier can be near enough to the latest
    }
  }

  private Optional<Fire> latest(Instant before, Walk walk) {
    return triggers.stream()
        .map(trigger -> walk.before(trigger, before))
        .flatMap(Optional::stream)
        .max(BY_TIME);
  }

  /**
   * Before when an agreement must be that is not after {@code time}: just after it when all agree
   * on it, else just after the last time of whichever does not.
   */
  private Instant limit(Instant time, Walk walk) {
    var limit = Walk.justAfter(time);
    for (var trigger : triggers) {
      var next = walk.after(trigger, time.minusNanos(1));
      if (next.filter(fire -> !fire.at().isAfter(time.plus(threshold))).isEmpty()) {
        var earlier = walk.before(trigger, time).map(fire -> Walk.justAfter(fire.at()));
        limit = Collections.min(List.of(limit, earlier.orElse(Walk.FIRST)));
      }
    }
    return limit;
  }

  private static void checkAgreement(List<Trigger> triggers, Duration threshold) {
    try {
      if (after(triggers, threshold, Instant.EPOCH.minusNanos(1), new Walk()).isPresent()) {
        return;
      }
    } catch (SearchExhausted e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "the triggers of an 'and' never agree within %s from 1970 to 9999; take triggers that meet, or a wider threshold"
            .formatted(threshold));
  }
}

package dev.percheron.schedule;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Due when any of several triggers is, and once when several are at the same time.
 *
 * @param triggers at least one
 */
public record OrTrigger(List<Trigger> triggers) implements Trigger {
  /**
   * @throws IllegalArgumentException when there are none or too many
   */
  public OrTrigger {
    triggers = List.copyOf(triggers);
    Ranges.checkSize(triggers);
  }

  @Override
  public OrTrigger seeded(String seed) {
    return new OrTrigger(triggers.stream().map(trigger -> trigger.seeded(seed)).toList());
  }

  @Override
  public String explain() {
    return triggers.stream()
        .map(trigger -> "[" + trigger.explain() + "]")
        .collect(Collectors.joining(" or "));
  }

  Optional<Fire> after(Instant after, Walk walk) {
    return triggers.stream()
        .map(trigger -> walk.after(trigger, after))
        .flatMap(Optional::stream)
        .min(Comparator.comparing(Fire::at));
  }

  Optional<Fire> before(Instant before, Walk walk) {
    return triggers.stream()
        .map(trigger -> walk.before(trigger, before))
        .flatMap(Optional::stream)
        .max(Comparator.comparing(Fire::at));
  }
}

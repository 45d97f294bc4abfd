package dev.percheron.schedule;

import dev.percheron.api.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Due when another trigger is, each time put off by some whole milliseconds: less than {@code
 * bound}, and less than the time until the next. How many is chosen by the seed and the time that
 * was meant – anew for each time, but always the same for the same one, in every process. {@link
 * Fire#meant} keeps that time, and the next one is counted from it, so that nothing adds up.
 *
 * @param trigger what it is put on
 * @param bound 1 ms to 36,600 days
 * @param seed the schedule's id; empty when it is not known yet
 */
public record JitterTrigger(Trigger trigger, Duration bound, String seed) implements Trigger {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  /**
   * @throws IllegalArgumentException when the bound is out of its range, the seed is no name (see
   *     {@link Names}), or there are too many triggers within each other
   */
  public JitterTrigger {
    Ranges.checkLength("a jitter", bound, SHORTEST);
    Ranges.checkSize(List.of(trigger));
    if (!seed.isEmpty()) {
      Names.checked("seed", seed);
    }
  }

  @Override
  public JitterTrigger seeded(String seed) {
    return new JitterTrigger(trigger.seeded(seed), bound, seed);
  }

  @Override
  public String explain() {
    return "%s, each time up to %s later".formatted(trigger.explain(), Words.length(bound));
  }

  Optional<Fire> after(Instant after, Walk walk) {
    var latest = walk.before(trigger, Walk.justAfter(after)).map(fire -> putOff(fire, walk));
    return latest
        .filter(fire -> fire.at().isAfter(after))
        .or(() -> walk.after(trigger, after).map(fire -> putOff(fire, walk)));
  }

  Optional<Fire> before(Instant before, Walk walk) {
    var latest = walk.before(trigger, before);
    return latest
        .map(fire -> putOff(fire, walk))
        .filter(fire -> fire.at().isBefore(before))
        .or(() ->
            latest
                .flatMap(fire -> walk.before(trigger, fire.at()))
                .map(fire -> putOff(fire, walk)));
  }

  private Fire putOff(Fire fire, Walk walk) {
    long most =
        walk.after(trigger, fire.at())
            .map(next -> Duration.between(fire.at(), next.at()))
            .filter(gap -> gap.compareTo(bound) < 0)
            .orElse(bound)
            .toMillis();
    long chosen = most < 1 ? 0 : Hashes.below(most, seed, fire.at().toEpochMilli());
    return new Fire(fire.meant(), fire.at().plusMillis(chosen));
  }
}

package dev.percheron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Cron against an oracle that looks at every minute of two years. {@code -Dpercheron.cron.rounds}
 * makes it longer, {@code -Dpercheron.cron.seed} repeats a run.
 */
class MinuteByMinuteTest {
  private static final int ROUNDS = Integer.getInteger("percheron.cron.rounds", 6);
  private static final long SEED =
      Long.getLong("percheron.cron.seed", ThreadLocalRandom.current().nextInt(1_000_000));
  private static final int MOST_GONE_BACK = 20_000;

  @ParameterizedTest
  @CsvSource({
    "America/New_York, 2026",
    "Africa/Cairo, 2026",
    "Australia/Lord_Howe, 2026",
    "Pacific/Apia, 2011", // without a 30 December in 2011
    "Asia/Kolkata, 2026",
    "UTC, 2027"
  })
  void every_time_of_two_years_is_found_and_no_other(String name, int year) {
    var zone = ZoneId.of(name);
    var from = MinuteOracle.start(year);
    var to = MinuteOracle.start(year + 2);
    var oracle = new MinuteOracle(zone, from, to);
    System.out.printf("%s: seed %d, %d rounds%n", name, SEED, ROUNDS);

    for (var cron : expressions(new Random(SEED + name.hashCode()))) {
      for (var policy : policies(cron)) {
        var expected = oracle.due(cron, policy);
        var trigger = Trigger.cron(cron.text(), zone).daylightSaving(policy);

        assertThat(forwards(trigger, from, to))
            .as("%s %s %s, seed %d", cron.text(), name, policy, SEED)
            .isEqualTo(expected);
        if (expected.length < MOST_GONE_BACK) {
          assertThat(backwards(trigger, from, to))
              .as("backwards: %s %s %s, seed %d", cron.text(), name, policy, SEED)
              .isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"RUN_ONCE", "SKIP", "RUN_BOTH"})
  void the_policies_differ_where_clocks_are_changed(DaylightSaving policy) {
    var trigger =
        Trigger.cron("30 1,2 * * *", ZoneId.of("America/New_York")).daylightSaving(policy);

    var due = forwards(trigger, MinuteOracle.start(2026), MinuteOracle.start(2028));

    assertThat(due)
        .hasSize(
            switch (policy) {
              case RUN_ONCE -> 2 * 730;
              case SKIP -> 2 * 730 - 2;
              case RUN_BOTH -> 2 * 730 + 2;
            });
  }

  /** Intervals follow real time, whatever the policy. */
  private static List<DaylightSaving> policies(RandomCron cron) {
    var all = List.of(DaylightSaving.values());
    return cron.isInterval() ? List.of(all.get(cron.text().length() % all.size())) : all;
  }

  private static List<RandomCron> expressions(Random random) {
    var expressions = new ArrayList<RandomCron>();
    while (expressions.size() < 2 * ROUNDS) {
      add(expressions, RandomCron.any(random));
      add(expressions, RandomCron.atNight(random));
    }
    return expressions;
  }

  /** Some dates never come, such as 31 in a month of 30: those are refused, and not compared. */
  private static void add(List<RandomCron> expressions, RandomCron cron) {
    try {
      CronExpression.parse(cron.text());
      expressions.add(cron);
    } catch (CronRefused e) {
      assertThat(e.reason()).contains("never comes");
    }
  }

  private static long[] forwards(Trigger trigger, Instant from, Instant to) {
    var found = LongStream.builder();
    var next = trigger.nextAfter(from.minusNanos(1));
    while (next.isPresent() && next.get().isBefore(to)) {
      found.add(next.get().getEpochSecond());
      next = trigger.nextAfter(next.get());
    }
    return found.build().toArray();
  }

  private static long[] backwards(Trigger trigger, Instant from, Instant to) {
    var found = LongStream.builder();
    var previous = trigger.previousBefore(to);
    while (previous.isPresent() && !previous.get().isBefore(from)) {
      found.add(previous.get().getEpochSecond());
      previous = trigger.previousBefore(previous.get());
    }
    return found.build().sorted().toArray();
  }
}

package dev.percheron.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.json.TriggerJson;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** {@code -Dpercheron.cron.seed} repeats a run. */
class CronRoundTripTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<DaylightSaving> POLICIES = List.of(DaylightSaving.values());
  private static final int WANTED = 10_000;
  private static final long SEED =
      Long.getLong("percheron.cron.seed", ThreadLocalRandom.current().nextInt(1_000_000));

  @Test
  void ten_thousand_random_expressions_mean_the_same_after_a_round_trip() {
    System.out.println("seed " + SEED);
    var random = new Random(SEED);

    for (int found = 0; found < WANTED; ) {
      var text = text(random);
      if (!comes(text)) {
        continue;
      }
      found++;
      var trigger = Trigger.cron(text, ZONE).daylightSaving(policy(random)).seeded("s" + found);
      var read = TriggerJson.read(TriggerJson.write(trigger));
      var normal =
          Trigger.cron(trigger.expression().normal(), ZONE)
              .daylightSaving(trigger.daylightSaving())
              .seeded("s" + found);

      assertThat(read).as("%s, seed %d", text, SEED).isEqualTo(trigger);
      assertThat(normal.preview(FROM, 6))
          .as("%s as %s, seed %d", text, normal.expression(), SEED)
          .isEqualTo(trigger.preview(FROM, 6));
      assertThat(normal.expression().normal()).isEqualTo(trigger.expression().normal());
      assertThat(normal.explain()).isEqualTo(trigger.explain());
    }
  }

  private static String text(Random random) {
    var text = RandomCron.any(random).text();
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(60) + " " + text;
      case 1 -> "H(3-40)/7" + text.substring(text.indexOf(' '));
      case 2 -> "H" + text.substring(text.indexOf(' '));
      default -> text;
    };
  }

  private static DaylightSaving policy(Random random) {
    return POLICIES.get(random.nextInt(POLICIES.size()));
  }

  private static boolean comes(String text) {
    try {
      CronExpression.parse(text);
      return true;
    } catch (CronRefused e) {
      assertThat(e.reason()).contains("never comes");
      return false;
    }
  }
}

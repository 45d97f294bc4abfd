package dev.percheron.checks.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.percheron.schedule.QuartzExpression;
import dev.percheron.schedule.Trigger;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.quartz.CronExpression;

/**
 * Our cron beside cron-utils and Quartz, where no clock is changed: with changes they leave out
 * times, which ours does not. {@code -Dpercheron.cron.seed} repeats a run.
 */
class CronPeersTest {
  private static final int EXPRESSIONS = Integer.getInteger("percheron.cron.expressions", 700);
  private static final long SEED =
      Long.getLong("percheron.cron.seed", ThreadLocalRandom.current().nextInt(1_000_000));

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant SPRING = Instant.parse("2026-03-30T00:00:00Z");
  private static final Instant AUTUMN = Instant.parse("2026-10-24T00:00:00Z");

  private final Random random = new Random(SEED);
  private final RandomFields fields = new RandomFields(random);

  @Test
  void unix_expressions_are_due_when_cron_utils_says() {
    var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    for (int i = 0; i < EXPRESSIONS; i++) {
      var text = fields.unix();
      compare(text, Trigger.cron(text, BERLIN), cronUtils(parser.parse(text)));
    }
  }

  @Test
  void quartz_expressions_are_due_when_cron_utils_says() {
    var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));

    for (int i = 0; i < EXPRESSIONS; i++) {
      var text = fields.quartz();
      compare(text, QuartzExpression.parse(text).trigger(BERLIN), cronUtils(parser.parse(text)));
    }
  }

  @Test
  void quartz_expressions_are_due_when_quartz_says() throws ParseException {
    for (int i = 0; i < EXPRESSIONS; i++) {
      var text = knownToQuartz();
      compare(text, QuartzExpression.parse(text).trigger(BERLIN), quartz(text));
    }
  }

  @Test
  void daily_jobs_run_on_days_on_which_the_others_leave_them_out() throws ParseException {
    var before =
        Instant.parse("2026-03-28T12:00:00Z"); // at 02:30 of the next day there is no 02:30
    var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    var ours = Trigger.cron("30 2 * * *", BERLIN).nextAfter(before);
    var quartz = quartz("0 30 2 * * ?").apply(before);

    assertThat(ours).hasValue(Instant.parse("2026-03-29T01:00:00Z"));
    assertThat(quartz).isNotEqualTo(ours);
    assertThat(cronUtils(parser.parse("30 2 * * *")).apply(before)).isNotEqualTo(ours);
  }

  /**
   * Without what Quartz 2.5.2 gets wrong: it misses {@code 17W} in a month in which that is the
   * 18th, when it is asked on that day; and on {@code LW} it goes on with the time of day that it
   * came with. The test before compares those.
   */
  private String knownToQuartz() {
    var text = fields.quartz();
    return text.matches("[^W]*|.*WED.*") ? text : knownToQuartz();
  }

  private void compare(String text, Trigger trigger, Function<Instant, Optional<Instant>> other) {
    var from = SPRING.plusSeconds(random.nextInt((int) Duration.ofDays(150).toSeconds()));

    var ours = until(AUTUMN, from, trigger::nextAfter);
    var theirs = until(AUTUMN, from, other);

    assertThat(ours).as("%s after %s, seed %d", text, from, SEED).isEqualTo(theirs);
  }

  private static List<Instant> until(
      Instant end, Instant from, Function<Instant, Optional<Instant>> next) {
    var found = new ArrayList<Instant>();
    var at = next.apply(from);
    while (found.size() < 6 && at.isPresent() && at.get().isBefore(end)) {
      found.add(at.get());
      at = next.apply(at.get());
    }
    return found;
  }

  private static Function<Instant, Optional<Instant>> cronUtils(Cron cron) {
    var times = ExecutionTime.forCron(cron);
    return after ->
        times
            .nextExecution(after.truncatedTo(ChronoUnit.SECONDS).atZone(BERLIN))
            .map(next -> next.toInstant());
  }

  private static Function<Instant, Optional<Instant>> quartz(String text) throws ParseException {
    var expression = new CronExpression(text);
    expression.setTimeZone(TimeZone.getTimeZone(BERLIN));
    return after ->
        Optional.ofNullable(expression.getNextValidTimeAfter(Date.from(after)))
            .map(Date::toInstant);
  }
}

package dev.percheron.cli.schedules;

import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.json.TriggerJson;
import dev.percheron.schedule.AndTrigger;
import dev.percheron.schedule.AtTrigger;
import dev.percheron.schedule.CalendarTrigger;
import dev.percheron.schedule.CronRefused;
import dev.percheron.schedule.CronTrigger;
import dev.percheron.schedule.DaylightSaving;
import dev.percheron.schedule.EveryTrigger;
import dev.percheron.schedule.JitterTrigger;
import dev.percheron.schedule.OrTrigger;
import dev.percheron.schedule.QuartzExpression;
import dev.percheron.schedule.Trigger;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which trigger is meant. */
final class WantedTrigger {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      paramLabel = "EXPRESSION",
      arity = "1..*",
      description = "A cron expression in quotes, such as '0 2 * * 1-5', or a trigger as JSON.")
  private List<String> words = List.of();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Whose clock, such as Europe/Berlin; needed for a cron expression.")
  private Optional<ZoneId> zone = Optional.empty();

  @Option(
      names = "--daylight-saving",
      paramLabel = "POLICY",
      description = "When clocks are changed: run-once (by default), skip or run-both.")
  private Optional<DaylightSaving> policy = Optional.empty();

  @Option(names = "--quartz", description = "The expression is one of Quartz.")
  private boolean quartz;

  @Option(
      names = "--jitter",
      paramLabel = "DURATION",
      description = "Put each time off by less than this.")
  private Optional<Duration> jitter = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "ID",
      description = "The id of a schedule, which chooses what H and jitter come to.")
  private Optional<String> seed = Optional.empty();

  /**
   * The trigger.
   *
   * @throws Complaint when it cannot be read
   */
  Trigger trigger(Console console) {
    try {
      var plain = isJson() ? json() : cron();
      var put = jitter.<Trigger>map(plain::jitter).orElse(plain);
      return seed.<Trigger>map(put::seeded).orElse(put);
    } catch (CronRefused e) {
      e.pointed().lines().forEach(line -> console.say("  " + line));
      throw new Complaint(Exit.USAGE, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new Complaint(Exit.USAGE, String.valueOf(e.getMessage()));
    }
  }

  /** Whose clock shows the times: the zone that was typed, else the trigger's first, else UTC. */
  ZoneId shownIn(Trigger trigger) {
    return zone.or(() -> zones(trigger).findFirst()).orElse(ZoneOffset.UTC);
  }

  private Trigger json() {
    if (quartz || policy.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "--quartz and --daylight-saving are for cron expressions; a trigger's JSON says it itself");
    }
    return TriggerJson.read(text());
  }

  private CronTrigger cron() {
    var whose = zone.orElseThrow(this::noZone);
    var trigger =
        quartz ? QuartzExpression.parse(text()).trigger(whose) : Trigger.cron(text(), whose);
    return policy.map(trigger::daylightSaving).orElse(trigger);
  }

  private ParameterException noZone() {
    return new ParameterException(
        spec.commandLine(),
        "--zone is missing: say whose clock the expression means, such as --zone "
            + ZoneId.systemDefault());
  }

  private boolean isJson() {
    return text().stripLeading().startsWith("{");
  }

  private String text() {
    return String.join(" ", words);
  }

  private static Stream<ZoneId> zones(Trigger trigger) {
    return switch (trigger) {
      case AtTrigger at -> Stream.empty();
      case EveryTrigger every -> Stream.empty();
      case CronTrigger cron -> Stream.of(cron.zone());
      case CalendarTrigger calendar -> Stream.of(calendar.zone());
      case AndTrigger and -> and.triggers().stream().flatMap(WantedTrigger::zones);
      case OrTrigger or -> or.triggers().stream().flatMap(WantedTrigger::zones);
      case JitterTrigger jitter -> zones(jitter.trigger());
    };
  }
}

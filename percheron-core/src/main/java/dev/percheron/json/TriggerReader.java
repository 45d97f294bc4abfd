package dev.percheron.json;

import dev.percheron.api.Names;
import dev.percheron.schedule.AndTrigger;
import dev.percheron.schedule.AtTrigger;
import dev.percheron.schedule.CalendarTrigger;
import dev.percheron.schedule.CronExpression;
import dev.percheron.schedule.CronTrigger;
import dev.percheron.schedule.DaylightSaving;
import dev.percheron.schedule.EveryTrigger;
import dev.percheron.schedule.JitterTrigger;
import dev.percheron.schedule.OrTrigger;
import dev.percheron.schedule.Trigger;
import dev.percheron.schedule.Window;
import dev.percheron.schedule.Zones;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads one trigger of {@link TriggerJson}; for one document and one thread. */
final class TriggerReader {
  private int triggers; // read so far: checked before any is made, as making one costs time

  Trigger trigger(Fields fields) {
    if (++triggers > Trigger.MOST_TRIGGERS) {
      throw new IllegalArgumentException(
          "%s: there are more than %d triggers within each other"
              .formatted(fields.what(), Trigger.MOST_TRIGGERS));
    }
    var type = fields.text("type");
    return switch (type) {
      case "at" -> at(known(fields, "at"));
      case "every" -> every(known(fields, "interval", "start", "end"));
      case "cron" ->
          cron(known(fields, "expression", "zone", "daylightSaving", "start", "end", "seed"));
      case "calendar" -> calendar(known(fields, "step", "first", "zone", "daylightSaving", "end"));
      case "and" -> and(known(fields, "threshold", "triggers"));
      case "or" -> or(known(fields, "triggers"));
      case "jitter" -> jitter(known(fields, "bound", "seed", "trigger"));
      default ->
          throw new IllegalArgumentException(
              "%s.type is '%s'; known are at, every, cron, calendar, and, or, jitter"
                  .formatted(fields.what(), Names.shown(type)));
    };
  }

  private static Trigger at(Fields fields) {
    var instant = instant(fields, "at");
    return made(fields, () -> new AtTrigger(instant));
  }

  private static Trigger every(Fields fields) {
    var interval = duration(fields, "interval");
    var start = instant(fields, "start", Instant.EPOCH);
    var end = instant(fields, "end", Instant.MAX);
    return made(fields, () -> new EveryTrigger(interval, start, end));
  }

  private static Trigger cron(Fields fields) {
    var expression = fields.text("expression");
    var zone = fields.text("zone");
    var policy = policy(fields);
    var start = instant(fields, "start", Instant.MIN);
    var end = instant(fields, "end", Instant.MAX);
    var seed = fields.text("seed", "");
    return made(
        fields,
        () ->
            new CronTrigger(
                CronExpression.parse(expression).seeded(seed),
                Zones.of(zone),
                policy,
                new Window(start, end)));
  }

  private static Trigger calendar(Fields fields) {
    var step = value(fields, "step", "a period such as P1M", Period::parse);
    var first =
        value(fields, "first", "a local time such as 2026-01-31T02:00", LocalDateTime::parse);
    var zone = fields.text("zone");
    var policy = policy(fields);
    var end = instant(fields, "end", Instant.MAX);
    return made(fields, () -> new CalendarTrigger(step, first, Zones.of(zone), policy, end));
  }

  private Trigger and(Fields fields) {
    var threshold = fields.duration("threshold", Duration.ZERO);
    var all = all(fields);
    return made(fields, () -> new AndTrigger(all, threshold));
  }

  private Trigger or(Fields fields) {
    var all = all(fields);
    return made(fields, () -> new OrTrigger(all));
  }

  private Trigger jitter(Fields fields) {
    var bound = duration(fields, "bound");
    var seed = fields.text("seed", "");
    var trigger = trigger(fields.object("trigger").orElseThrow(() -> missing(fields, "trigger")));
    return made(fields, () -> new JitterTrigger(trigger, bound, seed));
  }

  private List<Trigger> all(Fields fields) {
    return fields.list("triggers", element -> trigger(element.fields()));
  }

  /** A value that is refused is refused with where it stands. */
  private static Trigger made(Fields fields, Supplier<Trigger> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(fields.what() + ": " + e.getMessage(), e);
    }
  }

  private static Fields known(Fields fields, String... names) {
    Set<String> unknown = new TreeSet<>();
    fields.node().propertyNames().forEach(unknown::add);
    unknown.removeAll(Arrays.asList(names));
    unknown.remove("type");
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s.%s is not known; known are type, %s"
              .formatted(
                  fields.what(), Names.shown(unknown.iterator().next()), String.join(", ", names)));
    }
    return fields;
  }

  private static DaylightSaving policy(Fields fields) {
    var name = fields.text("daylightSaving", DaylightSaving.RUN_ONCE.name());
    return Arrays.stream(DaylightSaving.values())
        .filter(policy -> policy.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s.daylightSaving is '%s'; known are %s"
                    .formatted(
                        fields.what(),
                        Names.shown(name),
                        Arrays.toString(DaylightSaving.values()))));
  }

  private static Duration duration(Fields fields, String name) {
    return fields.duration(name).orElseThrow(() -> missing(fields, name));
  }

  private static Instant instant(Fields fields, String name, Instant byDefault) {
    return fields.has(name) ? instant(fields, name) : byDefault;
  }

  private static Instant instant(Fields fields, String name) {
    return value(fields, name, "an instant such as 2026-01-31T02:00:00Z", Instant::parse);
  }

  private static <T> T value(
      Fields fields, String name, String such, Function<CharSequence, T> parser) {
    var text = fields.text(name);
    try {
      return parser.apply(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "%s.%s is not %s, but '%s'".formatted(fields.what(), name, such, Names.shown(text)), e);
    }
  }

  private static IllegalArgumentException missing(Fields fields, String name) {
    return new IllegalArgumentException("%s.%s is missing".formatted(fields.what(), name));
  }
}

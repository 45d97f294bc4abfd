package dev.percheron.json;

import dev.percheron.schedule.AndTrigger;
import dev.percheron.schedule.AtTrigger;
import dev.percheron.schedule.CalendarTrigger;
import dev.percheron.schedule.CronTrigger;
import dev.percheron.schedule.DaylightSaving;
import dev.percheron.schedule.EveryTrigger;
import dev.percheron.schedule.JitterTrigger;
import dev.percheron.schedule.OrTrigger;
import dev.percheron.schedule.Trigger;
import dev.percheron.schedule.Window;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Triggers as JSON. What is as by default is not written; the form is in {@code
 * docs/reference/triggers.md}.
 *
 * <p>What is read is untrusted: at most {@value #MAX_LENGTH} characters and {@value
 * Trigger#MOST_TRIGGERS} triggers within each other. A field that is not known is refused, other
 * than in the rest of what is stored: it may be a restriction, and a trigger without it would be
 * due when it must not. Safe for use by many threads.
 */
public final class TriggerJson {
  /** The longest document, in UTF-16 units. */
  public static final int MAX_LENGTH = 100_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonBounds.factory())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private TriggerJson() {}

  /** Writes a trigger. */
  public static String write(Trigger trigger) {
    return MAPPER.writeValueAsString(node(trigger));
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws IllegalArgumentException when it is no JSON, too large, or not a trigger; the message
   *     says which field
   */
  public static Trigger read(String json) {
    if (json.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a trigger's JSON has at most %d characters, this has %d"
              .formatted(MAX_LENGTH, json.length()));
    }
    try {
      return new TriggerReader().trigger(new Fields("trigger", MAPPER.readTree(json)));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "the trigger cannot be read as JSON: " + JsonBounds.said(e), e);
    }
  }

  private static ObjectNode node(Trigger trigger) {
    var node = MAPPER.createObjectNode();
    switch (trigger) {
      case AtTrigger at -> node.put("type", "at").put("at", at.instant().toString());
      case EveryTrigger every -> putEvery(node.put("type", "every"), every);
      case CronTrigger cron -> putCron(node.put("type", "cron"), cron);
      case CalendarTrigger calendar -> putCalendar(node.put("type", "calendar"), calendar);
      case AndTrigger and -> putAnd(node.put("type", "and"), and);
      case OrTrigger or -> putAll(node.put("type", "or"), or.triggers());
      case JitterTrigger jitter -> putJitter(node.put("type", "jitter"), jitter);
    }
    return node;
  }

  private static void putEvery(ObjectNode node, EveryTrigger every) {
    node.put("interval", every.interval().toString());
    boolean sinceEpoch = every.start().equals(Instant.EPOCH);
    putWindow(node, new Window(sinceEpoch ? Instant.MIN : every.start(), every.end()));
  }

  private static void putCron(ObjectNode node, CronTrigger cron) {
    node.put("expression", cron.expression().text()).put("zone", cron.zone().getId());
    putPolicy(node, cron.daylightSaving());
    putWindow(node, cron.window());
    putSeed(node, cron.expression().seed());
  }

  private static void putCalendar(ObjectNode node, CalendarTrigger calendar) {
    node.put("step", calendar.step().toString());
    node.put("first", calendar.first().toString()).put("zone", calendar.zone().getId());
    putPolicy(node, calendar.daylightSaving());
    putWindow(node, new Window(Instant.MIN, calendar.end()));
  }

  private static void putAnd(ObjectNode node, AndTrigger and) {
    if (!and.threshold().isZero()) {
      node.put("threshold", and.threshold().toString());
    }
    putAll(node, and.triggers());
  }

  private static void putJitter(ObjectNode node, JitterTrigger jitter) {
    node.put("bound", jitter.bound().toString());
    putSeed(node, jitter.seed());
    node.set("trigger", node(jitter.trigger()));
  }

  private static void putAll(ObjectNode node, List<Trigger> triggers) {
    ArrayNode array = node.putArray("triggers");
    triggers.forEach(trigger -> array.add(node(trigger)));
  }

  private static void putPolicy(ObjectNode node, DaylightSaving policy) {
    if (policy != DaylightSaving.RUN_ONCE) {
      node.put("daylightSaving", policy.name());
    }
  }

  private static void putWindow(ObjectNode node, Window window) {
    if (window.hasStart()) {
      node.put("start", window.start().toString());
    }
    if (window.hasEnd()) {
      node.put("end", window.end().toString());
    }
  }

  private static void putSeed(ObjectNode node, String seed) {
    if (!seed.isEmpty()) {
      node.put("seed", seed);
    }
  }
}

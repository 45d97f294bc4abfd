package dev.percheron.schedule;

import dev.percheron.api.Names;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression: which times on the clock on the wall. Immutable.
 *
 * <p>Five fields – minute, hour, day of month, month, weekday – or six with the second before them,
 * or a word such as {@code @daily}. A field is a list of values, ranges (which may wrap around, as
 * {@code 22-2} or {@code sat-mon}), steps, names, {@code *}; for the day of month also {@code L},
 * {@code L-3}, {@code LW}, {@code 15W}, for the weekday {@code 6L} and {@code 6#5}, for both {@code
 * ?}; {@code H}, {@code H(0-29)} and {@code H/15} stand for values that the seed chooses. Sunday is
 * 0 and 7. The whole grammar is in {@code docs/reference/triggers.md}.
 *
 * <p>When the day of month and the weekday are both set, a date needs only one of them; a field
 * that begins with {@code *} or is {@code ?} is not set, and then the other must hold.
 */
public final class CronExpression {
  /** The longest expression that is read, in UTF-16 units. */
  public static final int MAX_LENGTH = 1_000;

  private final String text;
  private final String seed;
  private final List<CronField> fields;
  private final CronRule rule;
  private final boolean interval;

  private CronExpression(String text, String seed, List<CronField> fields) {
    this.text = text;
    this.seed = seed;
    this.fields = fields;
    var days =
        new CronDays(field(CronUnit.DAY), field(CronUnit.MONTH), field(CronUnit.WEEKDAY), seed);
    if (!days.everComes()) {
      throw new CronRefused(text, dayPosition(), neverComes());
    }
    var times =
        new CronTimes(values(CronUnit.HOUR), values(CronUnit.MINUTE), values(CronUnit.SECOND));
    this.rule = new CronRule(days, times);
    this.interval = field(CronUnit.MINUTE).isOpen(seed) || field(CronUnit.HOUR).isOpen(seed);
  }

  /**
   * Reads an expression.
   *
   * @throws CronRefused when it cannot be read, is longer than {@value #MAX_LENGTH} characters, or
   *     names no date that ever comes, such as 30 February
   */
  public static CronExpression parse(String text) {
    return new CronExpression(normal(text), "", CronParser.fields(text));
  }

  /** Makes an expression field by field. */
  public static CronBuilder fields() {
    return new CronBuilder();
  }

  static CronExpression of(List<CronField> fields) {
    var text = fields.stream().map(CronField::text).collect(Collectors.joining(" "));
    return new CronExpression(text, "", fields);
  }

  /**
   * The same, with {@code H}, if it has one, chosen by {@code seed} – the id of the schedule, so
   * that schedules with the same expression are not all due at once. Without one, {@code H} is what
   * the empty text chooses.
   *
   * @throws IllegalArgumentException when the seed is no name (see {@link Names})
   */
  public CronExpression seeded(String seed) {
    var checked = seed.isEmpty() ? seed : Names.checked("seed", seed);
    return isSpread() ? new CronExpression(text, checked, fields) : this;
  }

  /** The expression as it was written, with single spaces. */
  public String text() {
    return text;
  }

  /** What chooses the values of {@code H}; empty when nothing does. */
  public String seed() {
    return seed;
  }

  /** The same in six fields with numbers alone; {@code H} stays. */
  public String normal() {
    return fields.stream().map(CronField::text).collect(Collectors.joining(" "));
  }

  /** Whether it has an {@code H}. */
  public boolean isSpread() {
    return fields.stream()
        .flatMap(field -> field.parts().stream())
        .anyMatch(CronPart.Spread.class::isInstance);
  }

  /**
   * Whether it is an interval, which follows real time when clocks are changed: its minute or hour
   * is a wildcard, has a step, or names all values.
   */
  public boolean isInterval() {
    return interval;
  }

  /** In words: {@code at 02:00, Monday to Friday}. */
  public String explain() {
    return new CronWords(fields, seed).sentence();
  }

  WallClock in(ZoneRules zone, DaylightSaving policy) {
    return isInterval() ? WallClock.interval(zone, rule) : WallClock.fixed(zone, rule, policy);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CronExpression cron && text.equals(cron.text) && seed.equals(cron.seed);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, seed);
  }

  /** The expression as it was written. */
  @Override
  public String toString() {
    return text;
  }

  private CronField field(CronUnit unit) {
    return fields.get(unit.place());
  }

  private long values(CronUnit unit) {
    return field(unit).values(seed);
  }

  private String neverComes() {
    return "day of month: '%s' in month '%s'%s never comes in any year; allowed: days that some year has"
        .formatted(
            field(CronUnit.DAY).text(),
            field(CronUnit.MONTH).text(),
            field(CronUnit.WEEKDAY).isSet()
                ? " on weekday '%s'".formatted(field(CronUnit.WEEKDAY).text())
                : "");
  }

  /** Where the day of month stands; the text has single spaces. */
  private int dayPosition() {
    var words = List.of(text.split(" ", -1));
    return words.subList(0, words.size() - 3).stream().mapToInt(word -> word.length() + 1).sum();
  }

  private static String normal(String text) {
    return text.length() > MAX_LENGTH ? text : text.strip().replaceAll("\\s+", " ");
  }
}

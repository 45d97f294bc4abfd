package dev.percheron.schedule;

import dev.percheron.schedule.CronPart.All;
import dev.percheron.schedule.CronPart.Range;
import java.time.DayOfWeek;
import java.time.Month;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes a cron expression field by field. Each field takes what it takes in an expression, or plain
 * values; each is checked when it is given. Of the fields that are not given, those finer than all
 * that are stand at their first value, the others at {@code *}: {@code hour(2)} is 02:00:00 of
 * every day. For one thread.
 *
 * <pre>{@code
 * CronExpression.fields().hour(2).weekday(MONDAY, FRIDAY).build()
 * }</pre>
 */
public final class CronBuilder {
  private final Map<CronUnit, CronField> fields = new EnumMap<>(CronUnit.class);

  CronBuilder() {}

  /** Seconds, 0 to 59. */
  public CronBuilder second(int... values) {
    return put(CronUnit.SECOND, joined(values));
  }

  /** Seconds as in an expression. */
  public CronBuilder second(String field) {
    return put(CronUnit.SECOND, field);
  }

  /** Minutes, 0 to 59. */
  public CronBuilder minute(int... values) {
    return put(CronUnit.MINUTE, joined(values));
  }

  /** Minutes as in an expression. */
  public CronBuilder minute(String field) {
    return put(CronUnit.MINUTE, field);
  }

  /** Hours, 0 to 23. */
  public CronBuilder hour(int... values) {
    return put(CronUnit.HOUR, joined(values));
  }

  /** Hours as in an expression. */
  public CronBuilder hour(String field) {
    return put(CronUnit.HOUR, field);
  }

  /** Days of the month, 1 to 31. */
  public CronBuilder day(int... values) {
    return put(CronUnit.DAY, joined(values));
  }

  /** Days of the month as in an expression. */
  public CronBuilder day(String field) {
    return put(CronUnit.DAY, field);
  }

  /** Months. */
  public CronBuilder month(Month... values) {
    return put(CronUnit.MONTH, joined(Arrays.stream(values).mapToInt(Month::getValue).toArray()));
  }

  /** Months as in an expression. */
  public CronBuilder month(String field) {
    return put(CronUnit.MONTH, field);
  }

  /** Weekdays. */
  public CronBuilder weekday(DayOfWeek... values) {
    return put(
        CronUnit.WEEKDAY,
        joined(Arrays.stream(values).mapToInt(day -> day.getValue() % 7).toArray()));
  }

  /** Weekdays as in an expression. */
  public CronBuilder weekday(String field) {
    return put(CronUnit.WEEKDAY, field);
  }

  /**
   * The expression.
   *
   * @throws IllegalArgumentException when no field was given
   * @throws CronRefused when no such date ever comes
   */
  public CronExpression build() {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException(
          "a cron expression needs a field: give at least one, such as hour(2)");
    }
    return CronExpression.of(CronUnit.ORDER.stream().map(this::field).toList());
  }

  private CronField field(CronUnit unit) {
    var given = fields.get(unit);
    return given == null ? new CronField(unit, List.of(byDefault(unit))) : given;
  }

  private CronPart byDefault(CronUnit unit) {
    boolean isFiner = fields.keySet().stream().allMatch(given -> given.compareTo(unit) > 0);
    boolean isOfTheDay = unit.compareTo(CronUnit.HOUR) <= 0;
    boolean isFirst =
        isFiner && (isOfTheDay || (unit == CronUnit.DAY && !fields.containsKey(CronUnit.WEEKDAY)));
    return isFirst
        ? new Range(unit.first(), unit.first(), CronPart.NO_STEP)
        : new All(CronPart.NO_STEP);
  }

  private CronBuilder put(CronUnit unit, String text) {
    fields.put(unit, CronParser.field(unit, text));
    return this;
  }

  private static String joined(int[] values) {
    return Arrays.stream(values).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }
}

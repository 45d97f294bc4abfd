package dev.percheron.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads one expression of Quartz; for one thread. */
final class QuartzReader {
  private static final Pattern WORD = Pattern.compile("\\S+");

  /** A weekday's number: not which of the month, and not a step. */
  private static final Pattern NUMBER = Pattern.compile("(?<![#/\\d])\\d+");

  private static final Pattern YEARS = Pattern.compile("(\\d{4})(?:-(\\d{4}))?");
  private static final int WITHOUT_YEAR = 6;
  private static final int YEAR = 6;

  private final String text;
  private final List<MatchResult> words;

  QuartzReader(String text) {
    if (text.length() > CronExpression.MAX_LENGTH) {
      CronParser.fields(text); // refuses it
    }
    this.text = text;
    this.words = WORD.matcher(text).results().toList();
  }

  QuartzExpression read() {
    checkCount();
    checkQuestionMark();
    var fields = new ArrayList<CronField>();
    for (var unit : CronUnit.ORDER) {
      fields.add(field(unit));
    }
    var expression = expression(fields);
    var years = years();
    return new QuartzExpression(expression, years.nextSetBit(0), years.length() - 1);
  }

  private void checkCount() {
    if (words.size() != WITHOUT_YEAR && words.size() != WITHOUT_YEAR + 1) {
      boolean tooMany = words.size() > WITHOUT_YEAR;
      throw new CronRefused(
          text,
          tooMany ? words.get(WITHOUT_YEAR + 1).start() : text.length(),
          "%d fields; Quartz has 6 or 7: second, minute, hour, day of month, month, weekday, and maybe year"
              .formatted(words.size()));
    }
  }

  private void checkQuestionMark() {
    boolean anyDay = word(CronUnit.DAY).equals("?");
    if (anyDay == word(CronUnit.WEEKDAY).equals("?")) {
      throw new CronRefused(
          text,
          words.get(CronUnit.DAY.place()).start(),
          "Quartz has a '?' in exactly one of day of month and weekday, this has %s"
              .formatted(anyDay ? "two" : "none"));
    }
  }

  private CronField field(CronUnit unit) {
    int start = words.get(unit.place()).start();
    var word = word(unit);
    var ours = unit == CronUnit.WEEKDAY ? weekdays(start, word) : word;
    try {
      return CronParser.field(unit, ours);
    } catch (CronRefused e) {
      int within = Math.min(e.position(), word.length());
      throw new CronRefused(text, start + within, e.reason());
    }
  }

  private CronExpression expression(List<CronField> fields) {
    try {
      return CronExpression.of(fields);
    } catch (CronRefused e) {
      throw new CronRefused(text, words.get(CronUnit.DAY.place()).start(), e.reason());
    }
  }

  /** Quartz counts weekdays from 1. */
  private String weekdays(int start, String word) {
    var shifted =
        NUMBER
            .matcher(word)
            .replaceAll(
                number -> Integer.toString(weekday(start + number.start(), number.group()) - 1));
    return shifted.replaceAll("(?i)(?<=^|,)L(?=,|$)", "6L");
  }

  private int weekday(int position, String number) {
    if (number.length() > 1 || number.charAt(0) < '1' || number.charAt(0) > '7') {
      throw new CronRefused(
          text, position, "weekday: %s; Quartz has 1 (Sunday) to 7 (Saturday)".formatted(number));
    }
    return number.charAt(0) - '0';
  }

  private BitSet years() {
    var years = new BitSet();
    if (words.size() == WITHOUT_YEAR || words.get(YEAR).group().equals("*")) {
      years.set(QuartzExpression.FIRST_YEAR, QuartzExpression.LAST_YEAR + 1);
      return years;
    }
    for (var part : words.get(YEAR).group().split(",", -1)) {
      add(years, part);
    }
    if (years.nextSetBit(years.nextClearBit(years.nextSetBit(0))) >= 0) {
      throw refusedYear("these have a gap, so each needs a schedule of its own");
    }
    return years;
  }

  private void add(BitSet years, String part) {
    var match = YEARS.matcher(part);
    if (!match.matches()) {
      throw refusedYear("not understood");
    }
    int first = Integer.parseInt(match.group(1));
    int last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
    if (first < QuartzExpression.FIRST_YEAR || last > QuartzExpression.LAST_YEAR || last < first) {
      throw refusedYear("out of range");
    }
    years.set(first, last + 1);
  }

  private CronRefused refusedYear(String why) {
    return new CronRefused(
        text,
        words.get(YEAR).start(),
        "year: %s; allowed: *, and years from %d to %d that follow each other, such as 2026 or 2026-2028"
            .formatted(why, QuartzExpression.FIRST_YEAR, QuartzExpression.LAST_YEAR));
  }

  private String word(CronUnit unit) {
    return words.get(unit.place()).group();
  }
}

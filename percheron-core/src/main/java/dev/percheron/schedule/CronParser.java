package dev.percheron.schedule;

import dev.percheron.api.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Splits a cron expression into its fields and reads each; for one expression and one thread. */
final class CronParser {
  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final int WITHOUT_SECONDS = 5;
  private static final int WITH_SECONDS = 6;

  private static final Map<String, String> MACROS =
      new TreeMap<>(
          Map.of(
              "@yearly", "0 0 1 1 *",
              "@annually", "0 0 1 1 *",
              "@monthly", "0 0 1 * *",
              "@weekly", "0 0 * * 0",
              "@daily", "0 0 * * *",
              "@midnight", "0 0 * * *",
              "@hourly", "0 * * * *"));

  private final String expression;

  private CronParser(String expression) {
    this.expression = expression;
  }

  /**
   * The six fields of an expression, in the order of {@link CronUnit}.
   *
   * @throws CronRefused when it cannot be read
   */
  static List<CronField> fields(String expression) {
    if (expression.length() > CronExpression.MAX_LENGTH) {
      throw new CronRefused(
          expression,
          CronExpression.MAX_LENGTH,
          "it has %d characters, at most %d are read"
              .formatted(expression.length(), CronExpression.MAX_LENGTH));
    }
    return new CronParser(expression).fields();
  }

  /**
   * One field that stands alone.
   *
   * @throws CronRefused when it cannot be read
   */
  static CronField field(CronUnit unit, String text) {
    if (text.length() > CronExpression.MAX_LENGTH) {
      return fields(text).getFirst(); // refuses it
    }
    return new CronParser(text).field(unit, new Word(0, text.length()));
  }

  /** Where a word of the expression stands. */
  private record Word(int start, int end) {}

  private List<CronField> fields() {
    var words = words();
    if (words.size() == 1 && expression.charAt(words.getFirst().start()) == '@') {
      return fields(macro(words.getFirst()));
    }
    int seconds = WITH_SECONDS - words.size();
    if (words.size() != WITHOUT_SECONDS && words.size() != WITH_SECONDS) {
      throw wrongCount(words);
    }
    var fields = new ArrayList<CronField>(WITH_SECONDS);
    if (seconds == 1) {
      fields.add(new CronField(CronUnit.SECOND, List.of(new CronPart.Range(0, 0, 0))));
    }
    for (var word : words) {
      fields.add(field(CronUnit.ORDER.get(fields.size()), word));
    }
    return fields;
  }

  private List<Word> words() {
    return WORD.matcher(expression).results().map(w -> new Word(w.start(), w.end())).toList();
  }

  private CronField field(CronUnit unit, Word word) {
    var parts = new ArrayList<CronPart>();
    for (int start = word.start(); start <= word.end(); ) {
      int comma = expression.indexOf(',', start);
      int end = comma < 0 || comma > word.end() ? word.end() : comma;
      parts.add(new CronPartReader(expression, unit, start, end).read());
      start = end + 1;
    }
    return new CronField(unit, parts);
  }

  private String macro(Word word) {
    var name = expression.substring(word.start(), word.end()).toLowerCase(Locale.ROOT);
    var meant = MACROS.get(name);
    if (meant == null) {
      var why =
          name.equals("@reboot")
              ? "@reboot is no time; push the job when the system starts"
              : "there is no '%s'".formatted(Names.shown(name));
      throw new CronRefused(
          expression,
          word.start(),
          "%s; allowed: %s".formatted(why, String.join(", ", MACROS.keySet())));
    }
    return meant;
  }

  private CronRefused wrongCount(List<Word> words) {
    boolean tooMany = words.size() > WITH_SECONDS;
    return new CronRefused(
        expression,
        tooMany ? words.get(WITH_SECONDS).start() : expression.length(),
        "%d %s; allowed: 5 fields (minute, hour, day of month, month, weekday), 6 with seconds before them, or a word such as @daily%s"
            .formatted(
                words.size(),
                words.size() == 1 ? "field" : "fields",
                tooMany ? "; a year, as in Quartz, is given as start and end" : ""));
  }
}

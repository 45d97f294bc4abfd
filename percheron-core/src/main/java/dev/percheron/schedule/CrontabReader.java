package dev.percheron.schedule;

import dev.percheron.schedule.CrontabFile.Command;
import dev.percheron.schedule.CrontabFile.Entry;
import dev.percheron.schedule.CrontabFile.Form;
import dev.percheron.schedule.CrontabFile.Problem;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one crontab file line by line; for one thread. */
final class CrontabReader {
  private static final Pattern VARIABLE =
      Pattern.compile("([\"']?)([A-Za-z_][A-Za-z0-9_]*)\\1\\s*=\\s*(.*)");
  private static final Pattern SPACE = Pattern.compile("[ \t]+");
  private static final String ZONE = "CRON_TZ";
  private static final int FIELDS = 5;

  private final Form form;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Optional<ZoneId> zone = Optional.empty();
  private String zoneTrouble = ""; // why the zone of what follows is not known

  CrontabReader(Form form) {
    this.form = form;
  }

  CrontabFile read(String text) {
    int number = 0;
    for (var line : (Iterable<String>) text.lines()::iterator) {
      number++;
      try {
        line(number, line.strip());
      } catch (IllegalArgumentException e) {
        problems.add(new Problem(number, line, String.valueOf(e.getMessage())));
      }
    }
    return new CrontabFile(entries, problems);
  }

  private void line(int number, String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    var variable = VARIABLE.matcher(line);
    if (variable.matches()) {
      set(variable.group(2), unquoted(variable.group(3)));
    } else {
      entries.add(entry(number, line));
    }
  }

  private void set(String name, String value) {
    if (!name.equals(ZONE)) {
      environment.put(name, value);
      return;
    }
    zone = Optional.empty();
    zoneTrouble = "its CRON_TZ is '" + value + "', which is no time zone";
    zone = value.isEmpty() ? Optional.empty() : Optional.of(Zones.of(value));
    zoneTrouble = "";
  }

  private Entry entry(int number, String line) {
    int times = line.startsWith("@") ? 1 : FIELDS;
    int wanted = times + (form == Form.SYSTEM ? 1 : 0);
    var words = SPACE.split(line, wanted + 1);
    if (words.length <= wanted) {
      throw new IllegalArgumentException(wanted(words.length, times));
    }
    var expression = CronExpression.parse(String.join(" ", List.of(words).subList(0, times)));
    if (!zoneTrouble.isEmpty()) {
      throw new IllegalArgumentException(zoneTrouble); // never at a time of another zone
    }
    var user = form == Form.SYSTEM ? Optional.of(words[times]) : Optional.<String>empty();
    return new Entry(number, expression, zone, command(words[wanted], user));
  }

  private String wanted(int found, int times) {
    return "%d %s; a line is %s, %sand a command"
        .formatted(
            found,
            found == 1 ? "word" : "words",
            times == 1
                ? "a word such as @daily"
                : "5 fields (minute, hour, day of month, month, weekday)",
            form == Form.SYSTEM ? "a user " : "");
  }

  /** The first bare {@code %} ends the command, the others are the line ends of its input. */
  private Command command(String line, Optional<String> user) {
    var parts = new ArrayList<StringBuilder>(List.of(new StringBuilder()));
    for (int i = 0; i < line.length(); i++) {
      char unit = line.charAt(i);
      if (unit == '%') {
        parts.add(new StringBuilder());
      } else if (unit == '\\' && line.startsWith("%", i + 1)) {
        parts.getLast().append('%');
        i++;
      } else {
        parts.getLast().append(unit);
      }
    }
    var input = String.join("\n", parts.subList(1, parts.size()));
    return new Command(parts.getFirst().toString(), input, user, environment);
  }

  private static String unquoted(String value) {
    boolean isQuoted =
        value.length() > 1
            && (value.startsWith("\"") || value.startsWith("'"))
            && value.charAt(0) == value.charAt(value.length() - 1);
    return isQuoted ? value.substring(1, value.length() - 1) : value;
  }
}

package dev.percheron.schedule;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in a crontab file. A line that cannot be read is a problem of its own and takes no other
 * along. Nothing of it is run or resolved.
 *
 * @param entries what is to be run, in the order of the file
 * @param problems lines that could not be read
 */
public record CrontabFile(List<Entry> entries, List<Problem> problems) {
  /** The longest file that is read, in UTF-16 units. */
  public static final int MAX_LENGTH = 1 << 20;

  /** Copies its lists. */
  public CrontabFile {
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /** What stands between the times and the command. */
  public enum Form {
    /** Nothing: the crontab of a user, as {@code crontab -l} prints it. */
    USER,
    /** A user's name: {@code /etc/crontab} and the files in {@code /etc/cron.d}. */
    SYSTEM
  }

  /**
   * One entry.
   *
   * @param line where it stands, from 1
   * @param expression when
   * @param zone what {@code CRON_TZ} above it says; empty when nothing does
   * @param command what
   */
  public record Entry(
      int line, CronExpression expression, Optional<ZoneId> zone, Command command) {}

  /**
   * What is to be run.
   *
   * @param text the line for the shell
   * @param input what it reads on its standard input: the text after the first {@code %}
   * @param user as whom; empty in a user's own crontab
   * @param environment the variables that are set above it
   */
  public record Command(
      String text, String input, Optional<String> user, Map<String, String> environment) {
    /** Copies the variables. */
    public Command {
      environment = Map.copyOf(environment);
    }
  }

  /**
   * A line that could not be read.
   *
   * @param line where it stands, from 1
   * @param text the line
   * @param reason what is wrong with it, and what is allowed
   */
  public record Problem(int line, String text, String reason) {}

  /**
   * Reads a file as {@code crontab(5)} describes it: comments, variables, {@code CRON_TZ}, five
   * fields or a word such as {@code @daily}, {@code %} in commands.
   *
   * @throws IllegalArgumentException when it is longer than {@value #MAX_LENGTH} characters
   */
  public static CrontabFile parse(String text, Form form) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a crontab file has at most %d characters, this one has %d"
              .formatted(MAX_LENGTH, text.length()));
    }
    return new CrontabReader(form).read(text);
  }
}

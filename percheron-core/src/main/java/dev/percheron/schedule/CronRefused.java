package dev.percheron.schedule;

import dev.percheron.api.Names;
import java.io.Serial;

/** A cron expression that cannot be read, or that names no date which ever comes. */
public final class CronRefused extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  private final String expression;
  private final int position;
  private final String reason;

  /**
   * @param expression what was to be read
   * @param position the character where the trouble begins, from 0
   * @param reason which field it is, what is wrong with it, and what is allowed
   */
  public CronRefused(String expression, int position, String reason) {
    super(
        "cron expression '%s', character %d: %s"
            .formatted(Names.shown(expression), position + 1, reason));
    this.expression = expression;
    this.position = position;
    this.reason = reason;
  }

  /** What was to be read. */
  public String expression() {
    return expression;
  }

  /** The character where the trouble begins, from 0; at most the length of the expression. */
  public int position() {
    return position;
  }

  /** Which field it is, what is wrong with it, and what is allowed. */
  public String reason() {
    return reason;
  }

  /**
   * The expression and, in a second line, a caret below the character where the trouble begins.
   * Long ones are cut, and characters that could disturb a terminal are replaced by a question
   * mark.
   */
  public String pointed() {
    int from = Math.max(0, Math.min(position, expression.length()) - 40);
    int to = Math.min(expression.length(), from + 72);
    var line = new StringBuilder();
    for (int i = from; i < to; i++) {
      char unit = expression.charAt(i);
      line.append(Names.isPrintable(unit) && unit < 0x300 ? unit : '?');
    }
    return line + "\n" + " ".repeat(position - from) + "^";
  }
}

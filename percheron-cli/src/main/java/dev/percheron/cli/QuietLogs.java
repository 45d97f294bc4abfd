package dev.percheron.cli;

import dev.percheron.cli.talk.Shown;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What is logged goes to stderr as talk: one line each, without stacks; of Percheron its warnings,
 * of libraries nothing. What the engine logs is left out: the commands say it themselves, from the
 * worker's events. The JDK makes one when something is logged for the first time, so that a command
 * that logs nothing does not pay for it.
 */
public final class QuietLogs {
  private static final String CONFIGURATION = "java.util.logging.config.class";
  private static final String OURS = "dev.percheron";

  /**
   * The JDK holds loggers weakly. Apart from the rest, which is loaded before logging may start.
   */
  private static final class Kept {
    private static final Logger LOGGER = Logger.getLogger(OURS);
  }

  /** For the JDK. */
  public QuietLogs() {
    Logger.getLogger("").setLevel(Level.OFF);
    var handler = new ConsoleHandler();
    handler.setFormatter(new OneLine());
    handler.setFilter(line -> !OURS.equals(line.getLoggerName()));
    Kept.LOGGER.setLevel(Level.WARNING);
    Kept.LOGGER.setUseParentHandlers(false);
    Kept.LOGGER.addHandler(handler);
  }

  /** Asks the JDK to use this, unless somebody has configured logging for himself. */
  static void configure() {
    if (System.getProperty("java.util.logging.config.file") == null
        && System.getProperty(CONFIGURATION) == null) {
      System.setProperty(CONFIGURATION, QuietLogs.class.getName());
    }
  }

  /** Message only. */
  private static final class OneLine extends Formatter {
    @Override
    public String format(LogRecord line) {
      return "percheron: " + Shown.line(formatMessage(line)) + System.lineSeparator();
    }
  }
}

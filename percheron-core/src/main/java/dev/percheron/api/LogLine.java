package dev.percheron.api;

import java.time.Instant;

/**
 * One line of an attempt's log.
 *
 * @param attempt which try
 * @param at when
 * @param text what; at most {@value #MAX_LENGTH} characters
 */
public record LogLine(int attempt, Instant at, String text) {
  /** The longest line kept; a longer one is cut. */
  public static final int MAX_LENGTH = 2_000;

  /** The most lines kept of one attempt; one last line then tells how many were not. */
  public static final int MAX_LINES = 1_000;

  /** Cuts what is too long. */
  public LogLine {
    text = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 1) + "…";
  }
}

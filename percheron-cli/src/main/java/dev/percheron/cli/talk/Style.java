package dev.percheron.cli.talk;

import dev.percheron.api.JobState;

/** Colours and weights, where they are wanted. */
public enum Style {
  /** None. */
  PLAIN,
  /** By the usual escape sequences. */
  COLOURED;

  /** Coloured when {@code wanted}. */
  static Style when(boolean wanted) {
    return wanted ? COLOURED : PLAIN;
  }

  /** Of lesser weight: headings, hints. */
  public String dim(String text) {
    return coded("2", text);
  }

  /** Of more weight. */
  public String bold(String text) {
    return coded("1", text);
  }

  /** All is well. */
  public String good(String text) {
    return coded("32", text);
  }

  /** Something is wrong. */
  public String bad(String text) {
    return coded("31", text);
  }

  /** Worth a look. */
  public String notable(String text) {
    return coded("33", text);
  }

  /** In the colour of a state. */
  public String state(JobState state, String text) {
    return switch (state) {
      case SUCCEEDED -> good(text);
      case FAILED -> bad(text);
      case CANCELLED, EXPIRED -> notable(text);
      case RUNNING -> coded("36", text);
      case SCHEDULED, READY -> text;
    };
  }

  private String coded(String code, String text) {
    return switch (this) {
      case PLAIN -> text;
      case COLOURED -> "\u001b[" + code + "m" + text + "\u001b[0m";
    };
  }
}

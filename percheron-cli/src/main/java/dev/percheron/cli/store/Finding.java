package dev.percheron.cli.store;

/**
 * One thing that {@code doctor} found.
 *
 * @param weight how bad it is
 * @param what it is
 * @param advice what to do about it; may be empty for what is only to be known
 */
record Finding(Weight weight, String what, String advice) {
  /** How bad. */
  enum Weight {
    /** All is well here. */
    GOOD,
    /** To be known; nothing is wrong. */
    NOTE,
    /** Something is wrong. */
    WRONG
  }

  static Finding good(String what) {
    return new Finding(Weight.GOOD, what, "");
  }

  static Finding note(String what, String advice) {
    return new Finding(Weight.NOTE, what, advice);
  }

  static Finding wrong(String what, String advice) {
    return new Finding(Weight.WRONG, what, advice);
  }

  boolean isWrong() {
    return weight == Weight.WRONG;
  }
}

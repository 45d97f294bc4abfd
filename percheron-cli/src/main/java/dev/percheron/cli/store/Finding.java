package dev.percheron.cli.store;

import dev.percheron.api.Remark;

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

  /** What the store says of its database. */
  static Finding of(Remark remark) {
    return switch (remark.weight()) {
      case NOTE -> note(remark.what(), remark.advice());
      case WRONG -> wrong(remark.what(), remark.advice());
    };
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

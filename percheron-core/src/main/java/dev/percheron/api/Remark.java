package dev.percheron.api;

/**
 * Something about a store that people ought to know, for {@code doctor}.
 *
 * @param weight how bad it is
 * @param what it is, with numbers
 * @param advice what to do about it
 */
public record Remark(Weight weight, String what, String advice) {
  /** How bad something is. */
  public enum Weight {
    /** To be known; nothing is wrong. */
    NOTE,
    /** What was promised may not hold. */
    WRONG
  }

  /** Something to be known. */
  public static Remark note(String what, String advice) {
    return new Remark(Weight.NOTE, what, advice);
  }

  /** Something that endangers what was promised. */
  public static Remark wrong(String what, String advice) {
    return new Remark(Weight.WRONG, what, advice);
  }
}

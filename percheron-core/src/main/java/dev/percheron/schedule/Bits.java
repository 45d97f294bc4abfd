package dev.percheron.schedule;

/** Sets of small numbers in one {@code long}. */
final class Bits {
  /** What is said when there is none. */
  static final int NONE = -1;

  private Bits() {}

  static boolean has(long bits, int value) {
    return (bits >>> value & 1) != 0;
  }

  /** The least number in the set that is at least {@code from}, which is 0 or more. */
  static int atOrAfter(long bits, int from) {
    return from > 63 ? NONE : lowest(bits & (-1L << from));
  }

  /** The greatest number in the set that is at most {@code to}. */
  static int atOrBefore(long bits, int to) {
    return to < 0 ? NONE : highest(bits & (-1L >>> (63 - Math.min(to, 63))));
  }

  static int lowest(long bits) {
    return bits == 0 ? NONE : Long.numberOfTrailingZeros(bits);
  }

  static int highest(long bits) {
    return bits == 0 ? NONE : 63 - Long.numberOfLeadingZeros(bits);
  }
}

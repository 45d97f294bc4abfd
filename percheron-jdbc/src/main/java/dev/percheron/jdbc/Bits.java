package dev.percheron.jdbc;

/** Bitmaps over the places of a claim, as they are in its row. */
final class Bits {
  private Bits() {}

  /** None of {@code size} set. */
  static byte[] none(int size) {
    return new byte[(size + 7) / 8];
  }

  /** Whether a place is set; one beyond the end is not. */
  static boolean has(byte[] bits, int place) {
    return place / 8 < bits.length && (bits[place / 8] & 1 << (place % 8)) != 0;
  }

  static void set(byte[] bits, int place) {
    bits[place / 8] |= (byte) (1 << (place % 8));
  }

  static int count(byte[] bits) {
    int count = 0;
    for (var eight : bits) {
      count += Integer.bitCount(eight & 0xff);
    }
    return count;
  }
}

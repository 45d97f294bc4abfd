package dev.percheron.jdbc;

import java.util.Arrays;

/**
 * Lists of numbers as they are in the row of a claim: each as the difference from the one before,
 * zig-zag, seven bits a byte, lowest first. Jobs pushed together have neighbouring numbers and jobs
 * started together neighbouring times, so most take one byte, and a claim of hundreds stays within
 * its page.
 */
final class Packed {
  private Packed() {}

  static byte[] written(long[] numbers) {
    var bytes = new byte[numbers.length * 10];
    int end = 0;
    long before = 0;
    for (var number : numbers) {
      end = write(bytes, end, number - before);
      before = number;
    }
    return Arrays.copyOf(bytes, end);
  }

  /**
   * Reads what {@link #written} wrote.
   *
   * @throws IllegalArgumentException when it is not that
   */
  static long[] read(byte[] bytes) {
    var numbers = new LongList();
    long number = 0;
    for (int at = 0; at < bytes.length; at++) {
      long coded = 0;
      int shift = 0;
      for (; (bytes[at] & 0x80) != 0; at++, shift += 7) {
        coded |= (bytes[at] & 0x7fL) << shift;
        if (shift >= 63 || at + 1 == bytes.length) {
          throw new IllegalArgumentException("a list of numbers is cut off or damaged");
        }
      }
      coded |= (bytes[at] & 0x7fL) << shift;
      number += (coded >>> 1) ^ -(coded & 1);
      numbers.add(number);
    }
    return numbers.toArray();
  }

  private static int write(byte[] bytes, int end, long difference) {
    long rest = (difference << 1) ^ (difference >> 63);
    int at = end;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      bytes[at++] = (byte) ((rest & 0x7f) | 0x80);
    }
    bytes[at++] = (byte) rest;
    return at;
  }
}

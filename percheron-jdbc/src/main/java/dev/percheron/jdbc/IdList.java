package dev.percheron.jdbc;

import java.util.Arrays;

/**
 * The jobs of a claim as they are in its row: each number as the difference from the one before,
 * zig-zag, seven bits a byte, lowest first. Jobs pushed together have neighbouring numbers, so most
 * take one byte, and a claim of hundreds stays within its page.
 */
final class IdList {
  private IdList() {}

  static byte[] written(long[] ids) {
    var bytes = new byte[ids.length * 10];
    int end = 0;
    long before = 0;
    for (var id : ids) {
      end = write(bytes, end, id - before);
      before = id;
    }
    return Arrays.copyOf(bytes, end);
  }

  /**
   * Reads what {@link #written} wrote.
   *
   * @throws IllegalArgumentException when it is not that
   */
  static long[] read(byte[] bytes) {
    var ids = new LongList();
    long id = 0;
    for (int at = 0; at < bytes.length; at++) {
      long coded = 0;
      int shift = 0;
      for (; (bytes[at] & 0x80) != 0; at++, shift += 7) {
        coded |= (bytes[at] & 0x7fL) << shift;
        if (shift >= 63 || at + 1 == bytes.length) {
          throw new IllegalArgumentException("a list of job ids is cut off or damaged");
        }
      }
      coded |= (bytes[at] & 0x7fL) << shift;
      id += coded >>> 1 ^ -(coded & 1);
      ids.add(id);
    }
    return ids.toArray();
  }

  private static int write(byte[] bytes, int end, long difference) {
    long rest = difference << 1 ^ difference >> 63;
    int at = end;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      bytes[at++] = (byte) (rest & 0x7f | 0x80);
    }
    bytes[at++] = (byte) rest;
    return at;
  }
}

package dev.percheron.jdbc;

import java.util.Arrays;

/** A growing list of numbers without a box around each. Not thread safe. */
final class LongList {
  private long[] values = new long[16];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  long get(int place) {
    return values[place];
  }

  boolean isEmpty() {
    return size == 0;
  }

  long[] toArray() {
    return Arrays.copyOf(values, size);
  }

  long[] sorted() {
    var sorted = toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}

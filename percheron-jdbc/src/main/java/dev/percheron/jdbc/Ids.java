package dev.percheron.jdbc;

/** Job numbers as statements take them. */
final class Ids {
  /** How many numbers a stretch has, as a power of two; part of the schema. */
  private static final int STRETCH = 12;

  private Ids() {}

  /** A JSON array, for {@code json_each}. */
  static String json(long... ids) {
    var text = new StringBuilder(ids.length * 8 + 2).append('[');
    for (var id : ids) {
      text.append(text.length() == 1 ? "" : ",").append(id);
    }
    return text.append(']').toString();
  }

  /** Adds the numbers of a text that has commas between them. */
  static void read(String text, LongList into) {
    for (int from = 0; from < text.length(); ) {
      int comma = text.indexOf(',', from);
      int to = comma < 0 ? text.length() : comma;
      into.add(Long.parseLong(text, from, to, 10));
      from = to + 1;
    }
  }

  /** Whether sorted numbers are neighbours without a gap. */
  static boolean isRange(long[] sorted) {
    return sorted.length > 0 && sorted[sorted.length - 1] - sorted[0] == sorted.length - 1L;
  }

  /** The place behind the last neighbour of the one at {@code from}, in sorted numbers. */
  static int endOfRange(long[] sorted, int from) {
    int to = from + 1;
    while (to < sorted.length && sorted[to] == sorted[to - 1] + 1) {
      to++;
    }
    return to;
  }

  /** The stretch that a number is in. */
  static long stretch(long id) {
    return id >> STRETCH;
  }

  static long firstOf(long stretch) {
    return stretch << STRETCH;
  }

  static long lastOf(long stretch) {
    return ((stretch + 1) << STRETCH) - 1;
  }
}

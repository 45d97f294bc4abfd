package dev.percheron.schedule;

/**
 * Numbers that look random and are always the same: what {@code H} and jitter choose. Part of the
 * stored format – another way to count would move every schedule that uses them – so a test holds
 * some of them fast.
 */
final class Hashes {
  // FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  // The mixing of SplitMix64, by Steele, Lea and Flood: https://doi.org/10.1145/2660193.2660195
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final long FIRST_MIX = 0xbf58476d1ce4e5b9L;
  private static final long SECOND_MIX = 0x94d049bb133111ebL;

  private Hashes() {}

  /** A number from 0 to {@code bound - 1}, for {@code bound} from 1 on. */
  static long below(long bound, String seed, long salt) {
    return Long.remainderUnsigned(mixed(fnv(seed) + salt * GOLDEN), bound);
  }

  private static long fnv(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  private static long mixed(long value) {
    long first = (value ^ (value >>> 30)) * FIRST_MIX;
    long second = (first ^ (first >>> 27)) * SECOND_MIX;
    return second ^ (second >>> 31);
  }
}

package dev.percheron.handlers;

import dev.percheron.api.JobRefused;
import dev.percheron.api.Names;
import dev.percheron.spi.UnfitAttempt;

/**
 * How large the JSON of one job's arguments and of its result may be. A queue is a poor place for
 * files: large rows make every copy, backup and page slow.
 *
 * @param arguments bytes of UTF-8, {@value #LEAST} to {@value #MOST}
 * @param result bytes of UTF-8, {@value #LEAST} to {@value #MOST}
 */
public record PayloadLimits(int arguments, int result) {
  /** The smallest limit: 1 KiB. */
  public static final int LEAST = 1 << 10;

  /** The largest limit: 32 MiB. */
  public static final int MOST = 32 << 20;

  /** 1 MiB each. */
  public static final PayloadLimits DEFAULT = new PayloadLimits(1 << 20, 1 << 20);

  /**
   * @throws IllegalArgumentException when a limit is out of its range
   */
  public PayloadLimits {
    check("arguments", arguments);
    check("result", result);
  }

  /**
   * Returns {@code json} when it is small enough.
   *
   * @throws JobRefused when it is not; says the sizes and what to do
   */
  String checkedArguments(String handler, String json) {
    if (isLonger(json, arguments)) {
      throw new JobRefused(
          "the arguments of '%s' are %d bytes as JSON, at most %d are taken; put the data into a file"
                  .formatted(Names.shown(handler), bytes(json), arguments)
              + " or table and pass its key, or raise the limit of arguments");
    }
    return json;
  }

  /**
   * Returns {@code json} when it is small enough.
   *
   * @throws UnfitAttempt when it is not; says the sizes and what to do
   */
  String checkedResult(String handler, String json) {
    if (isLonger(json, result)) {
      throw new UnfitAttempt(
          "result too large: '%s' returned %d bytes as JSON, at most %d are kept; store the data and"
                  .formatted(Names.shown(handler), bytes(json), result)
              + " return its key, or raise the limit of results");
    }
    return json;
  }

  /** Most texts are so short, or so long, that nobody needs to count. */
  private static boolean isLonger(String json, int limit) {
    return json.length() > limit || (json.length() > limit / 3 && bytes(json) > limit);
  }

  /** The length in UTF-8; an unpaired surrogate becomes one byte, as it does when it is encoded. */
  private static long bytes(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter < 0x80) {
        bytes += 1;
      } else if (letter < 0x800) {
        bytes += 2;
      } else if (Character.isSurrogate(letter)) {
        boolean paired = Character.isHighSurrogate(letter) && isLow(text, i + 1);
        bytes += paired ? 4 : 1;
        i += paired ? 1 : 0;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }

  private static boolean isLow(String text, int index) {
    return index < text.length() && Character.isLowSurrogate(text.charAt(index));
  }

  private static void check(String kind, int limit) {
    if (limit < LEAST || limit > MOST) {
      throw new IllegalArgumentException(
          "the limit of %s is %d to %d bytes, was %d".formatted(kind, LEAST, MOST, limit));
    }
  }
}

package dev.percheron.spi;

import dev.percheron.api.LogLine;
import dev.percheron.api.Progress;

/** Something to be kept about an attempt that has not ended. Void when its claim was taken over. */
public sealed interface Note {
  /** Which. */
  ClaimedJob job();

  /** A job that was claimed ahead has started: from here on it counts as an attempt. */
  record Started(ClaimedJob job) implements Note {}

  /** It told how far it is; the latest counts. */
  record Advanced(ClaimedJob job, Progress progress) implements Note {}

  /** It wrote a line into its log. */
  record Said(ClaimedJob job, LogLine line) implements Note {}
}

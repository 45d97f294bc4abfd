package dev.percheron.exec;

import dev.percheron.api.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a handler wrote into its context. Made only for handlers that write. Its lock is private to
 * it and held for a few instructions, never while anybody's code runs: a handler that locks on its
 * own context cannot stop the ladder.
 */
final class Notebook {
  private Map<String, String> metadata;
  private List<Runnable> actions = List.of();
  private long lines;

  Notebook(Map<String, String> metadata) {
    this.metadata = metadata;
  }

  synchronized Map<String, String> metadata() {
    return metadata;
  }

  synchronized void metadata(String key, String value) {
    var more = new TreeMap<>(metadata);
    more.put(key, value);
    metadata = Map.copyOf(more);
  }

  /** Counts a line; false when it is one too many. */
  synchronized boolean line() {
    return ++lines <= LogLine.MAX_LINES;
  }

  synchronized long lost() {
    return Math.max(0, lines - LogLine.MAX_LINES);
  }

  synchronized void add(Runnable action) {
    if (actions.isEmpty()) {
      actions = new ArrayList<>();
    }
    actions.add(action);
  }

  /** Hands the actions over: each is had once, by whoever asks first. */
  synchronized List<Runnable> takeActions() {
    var taken = actions;
    actions = List.of();
    return taken;
  }
}

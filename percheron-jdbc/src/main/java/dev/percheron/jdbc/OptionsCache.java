package dev.percheron.jdbc;

import dev.percheron.api.JobOptions;
import dev.percheron.json.StoredJson;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Options that were read from text: many jobs share the same few. Safe for use by many threads. */
final class OptionsCache {
  private static final int MOST = 1_000;
  private static final Map<String, JobOptions> KNOWN = new ConcurrentHashMap<>();

  private OptionsCache() {}

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException when they cannot be read
   */
  static JobOptions read(String text) {
    var known = KNOWN.get(text);
    return known != null ? known : remember(text, StoredJson.options(text));
  }

  private static JobOptions remember(String text, JobOptions options) {
    if (KNOWN.size() >= MOST) {
      KNOWN.clear(); // somebody writes options of their own into every job; caching is in vain then
    }
    KNOWN.put(text, options);
    return options;
  }
}

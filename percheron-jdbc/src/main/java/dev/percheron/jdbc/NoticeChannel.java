package dev.percheron.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What the notifications of a store look like: who sends, then a line for each queue in which
 * something may be ready; {@code *} for anything else that has changed. A process does not hear its
 * own.
 */
final class NoticeChannel {
  /** PostgreSQL takes less than 8,000 bytes. */
  private static final int MOST_BYTES = 7_500;

  private static final String CHANGED = "*";

  private final String name;
  private final String sender = UUID.randomUUID().toString();

  NoticeChannel(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  String written(Set<String> queues, boolean isChanged) {
    var text = new StringBuilder(sender);
    queues.forEach(queue -> text.append('\n').append(queue));
    if (isChanged) {
      text.append('\n').append(CHANGED);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES
        ? sender + '\n' + CHANGED
        : text.toString();
  }

  /** What a process is to hear of some notifications; nothing when all are its own. */
  Heard heard(List<String> payloads) {
    var queues = new HashSet<String>();
    boolean isChanged = false;
    for (var payload : payloads) {
      var lines = payload.split("\n", -1);
      for (int i = 1; i < lines.length && !lines[0].equals(sender); i++) {
        if (lines[i].equals(CHANGED)) {
          isChanged = true;
        } else {
          queues.add(lines[i]);
        }
      }
    }
    return new Heard(queues, isChanged);
  }

  /**
   * What others have done.
   *
   * @param queues where something may be ready
   * @param isChanged whether anything else is different
   */
  record Heard(Set<String> queues, boolean isChanged) {}
}

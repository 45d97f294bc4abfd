package dev.percheron.exec.process;

import dev.percheron.api.Failure;

/** Where the threads of this JVM are, the job's first. */
final class ThreadStacks {
  private ThreadStacks() {}

  static String all() {
    var text = new StringBuilder();
    Thread.getAllStackTraces().entrySet().stream()
        .sorted((a, b) -> Boolean.compare(isOurs(b.getKey()), isOurs(a.getKey())))
        .forEach(entry -> append(text, entry.getKey(), entry.getValue()));
    return text.substring(0, Math.min(text.length(), Failure.MAX_STACK));
  }

  private static boolean isOurs(Thread thread) {
    return thread.getName().startsWith("percheron-child");
  }

  private static void append(StringBuilder text, Thread thread, StackTraceElement[] frames) {
    text.append("thread '").append(thread.getName()).append("' ").append(thread.getState());
    for (var frame : frames) {
      text.append("\n\tat ").append(frame);
    }
    text.append("\n\n");
  }
}

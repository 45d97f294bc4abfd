package dev.percheron.exec.process;

import dev.percheron.api.Failure;

/** Where the threads of this JVM are. */
final class ThreadStacks {
  private ThreadStacks() {}

  /** The job's stack, then those of all threads as far as there is room. */
  static String after(String job) {
    var text = new StringBuilder();
    if (!job.isEmpty()) {
      text.append("the job: ").append(job.strip()).append("\n\n");
    }
    Thread.getAllStackTraces().forEach((thread, frames) -> append(text, thread, frames));
    return text.substring(0, Math.min(text.length(), Failure.MAX_STACK));
  }

  private static void append(StringBuilder text, Thread thread, StackTraceElement[] frames) {
    text.append("thread '").append(thread.getName()).append("' ").append(thread.getState());
    for (var frame : frames) {
      text.append("\n\tat ").append(frame);
    }
    text.append("\n\n");
  }
}

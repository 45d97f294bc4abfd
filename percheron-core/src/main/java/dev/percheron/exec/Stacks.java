package dev.percheron.exec;

/** Where a thread is, as text. */
final class Stacks {
  private Stacks() {}

  static String of(Thread thread) {
    var text = new StringBuilder("thread '").append(thread.getName()).append("'");
    for (var frame : thread.getStackTrace()) {
      text.append("\n\tat ").append(frame);
    }
    return text.append('\n').toString();
  }
}

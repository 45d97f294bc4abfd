package dev.percheron.checks.executors;

import dev.percheron.api.Handler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Jobs so short that several are handed to a child at once, and what may stand among them. */
final class Tiny {
  private Tiny() {}

  /** Leaves a line, so that it can be counted how often it ran. */
  @Handler("tiny.mark")
  static void mark(String file, int number) throws IOException {
    Files.writeString(
        Path.of(file), number + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Takes its child along. */
  @Handler("tiny.halt")
  static void halt() {
    Runtime.getRuntime().halt(7);
  }
}

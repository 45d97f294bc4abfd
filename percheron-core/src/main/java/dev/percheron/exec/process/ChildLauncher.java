package dev.percheron.exec.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts children; a seam, so that tests can hold one in their hand. */
@FunctionalInterface
public interface ChildLauncher {
  /**
   * Starts one.
   *
   * @param command the argument vector of its JVM
   * @param environment all that it sees
   * @param directory where it works
   * @throws IOException when it cannot be started
   */
  ChildLink launch(List<String> command, Map<String, String> environment, Path directory)
      throws IOException;
}

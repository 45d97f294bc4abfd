package dev.percheron.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * A disk of a few megabytes, in memory, for the test server. Linux only, and only for root;
 * elsewhere the test is skipped, and says so.
 */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  static SmallDisk mount(int megabytes) throws IOException {
    if (System.getenv("PERCHERON_TEST_PG_URL") != null) {
      Assumptions.abort("a small disk is mounted for the test's own server only");
    }
    PostgresServer.url(); // is there one at all?
    var folder = Files.createTempDirectory("percheron-disk-");
    var said =
        run(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=%dm".formatted(megabytes),
            "tmpfs",
            folder.toString());
    if (!said.isEmpty()) {
      Files.delete(folder);
      System.err.println("the test of a full disk is SKIPPED: " + said);
      Assumptions.abort("a small disk cannot be mounted here: " + said);
    }
    return new SmallDisk(folder);
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", folder.toString());
    Files.deleteIfExists(folder);
  }

  /** What it said, or its exit code; empty when it worked. */
  private static String run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return code == 0 ? "" : "%s (%d)".formatted(said.strip(), code);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}

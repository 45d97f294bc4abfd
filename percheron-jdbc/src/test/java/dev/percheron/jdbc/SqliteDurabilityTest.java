package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobId;
import dev.percheron.spi.StoreSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDurabilityTest {
  @TempDir Path directory;

  @Test
  void a_push_that_returned_outlives_the_kill_of_its_process() throws Exception {
    var acknowledged = new ArrayList<Long>();
    for (int round = 0; round < 3; round++) {
      acknowledged.addAll(pushAndKill(200));
    }

    try (var store = new SqliteStoreProvider().open(url(), StoreSettings.DEFAULT)) {
      assertThat(acknowledged).hasSizeGreaterThan(500).doesNotHaveDuplicates();
      assertThat(acknowledged).allMatch(id -> store.find(new JobId(id)).isPresent());
      assertThat(store.problems()).isEmpty();
    }
  }

  /** Kills the process while it pushes; what it said before that counts. */
  private List<Long> pushAndKill(int after) throws Exception {
    var process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                PushingProcess.class.getName(),
                url())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var lines = process.inputReader()) {
      var ids = read(lines, after);
      process.destroyForcibly();
      ids.addAll(rest(lines));
      assertThat(process.waitFor()).isNotZero();
      return ids;
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<Long> read(BufferedReader lines, int count) throws IOException {
    var ids = new ArrayList<Long>();
    while (ids.size() < count) {
      var line = lines.readLine();
      assertThat(line).as("the process ended after %d pushes", ids.size()).isNotNull();
      ids.add(Long.parseLong(line));
    }
    return ids;
  }

  /** What it had said before it died; a line that was cut off says nothing. */
  private static List<Long> rest(BufferedReader lines) {
    var ids = new ArrayList<Long>();
    try {
      var text = lines.readAllAsString();
      text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .forEach(line -> ids.add(Long.parseLong(line)));
    } catch (IOException e) {
      return ids; // the pipe died with it
    }
    return ids;
  }

  private String url() {
    return TestFiles.url(directory.resolve("jobs.db"));
  }
}

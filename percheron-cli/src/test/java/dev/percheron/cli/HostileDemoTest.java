package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.cli.hostile.Behaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HostileDemoTest {
  private static final Path PAGE = Path.of("..", "docs", "concepts", "hostile-jobs.md");

  @TempDir private Path folder;

  @Test
  @Tag("slow")
  @Timeout(300) // less than a minute on a machine with nothing else to do
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no /bin/sh")
  void every_behaviour_ends_on_every_executor_as_the_page_says() {
    var done = new Session(folder).run("demo", "--hostile", "--json", "--timeout", "4m");

    assertThat(done.exitCode()).as(done.out()).isZero();
    assertThat(done.json()).hasSize(4 * Behaviour.values().length);
    assertThat(done.json())
        .allSatisfy(row -> assertThat(row.get("result").asString()).isEqualTo("as expected"));
    assertThat(folder.resolve("test.db")).as("a database that was not named").doesNotExist();
  }

  @Test
  void a_directory_is_refused() {
    var done = new Session(folder).run("demo", "--hostile", folder.toString());

    assertThat(done.exitCode()).isEqualTo(2);
    assertThat(done.err()).contains("--hostile", "DIR");
  }

  @Test
  void the_page_has_the_expectations_of_the_suite() throws IOException {
    assertThat(Files.readString(PAGE)).contains(Behaviour.page());
  }
}

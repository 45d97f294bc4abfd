package dev.percheron.checks.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersBenchTest {
  @TempDir private Path folder;

  @Test
  @Tag("slow")
  void a_quick_run_measures_a_peer_and_the_raw_limit_and_leaves_nothing_behind() throws Exception {
    var page = folder.resolve("page.md");
    Files.writeString(page, "# Mine\n");
    var in = Files.createDirectory(folder.resolve("in"));

    var text =
        PeersBench.run(
            "--quick",
            "--only",
            "percheron,db_scheduler,raw",
            "--in",
            in.toString(),
            "--write",
            page.toString());

    assertThat(text)
        .contains("| Percheron |", "| db-scheduler |", "| raw SQL |", "fsync", "One cold round");
    assertThat(page).content().startsWith("# Mine\n<!-- bench postgresql -->\n").contains(text);
    assertThat(in).isEmptyDirectory();
  }

  @Test
  void an_option_that_is_not_known_is_refused_with_those_that_are() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.of("--fast"))
        .withMessageContaining("not an option: --fast")
        .withMessageContaining("--rounds N");
  }

  @Test
  void an_entrant_that_is_not_known_and_a_missing_value_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Options.of("--only", "celery"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.of("--rounds"))
        .withMessageContaining("--rounds wants a value");
  }
}

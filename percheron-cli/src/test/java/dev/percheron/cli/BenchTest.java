package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  @TempDir Path folder;

  @Test
  void a_quick_run_measures_everything_beside_raw_and_leaves_nothing_behind() {
    var session = new Session(folder.resolve("elsewhere"));

    var done =
        session.run("bench", "--quick", "--jobs", "1000", "--in", folder.toString(), "--json");

    assertThat(done.exitCode()).isZero();
    assertThat(done.json()).hasSize(8);
    assertThat(done.json())
        .allMatch(figure -> figure.get("percheron").asDouble() > 0)
        .allMatch(figure -> figure.get("raw").asDouble() > 0);
    assertThat(done.err()).contains("synchronous=FULL");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  @Tag("slow")
  void a_quick_run_of_child_jvms_measures_them_beside_a_pipe() {
    var done =
        new Session(folder.resolve("elsewhere")).run("bench", "process", "--quick", "--json");

    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(done.json().size()).isBetween(8, 9); // with python3 one more
    assertThat(done.json()).allMatch(figure -> figure.get("percheron").asDouble() > 0);
    assertThat(done.json().get(0).get("raw").asDouble()).isPositive();
    assertThat(new Session(folder).run("bench", "process", "--rounds", "0").exitCode())
        .isEqualTo(2);
  }

  @Test
  void a_number_of_jobs_that_says_nothing_is_refused() {
    var done = new Session(folder).run("bench", "--jobs", "0");

    assertThat(done.exitCode()).isEqualTo(2);
    assertThat(done.err()).contains("--jobs at least 1000");
  }
}

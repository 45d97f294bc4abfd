package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void version_prints_one_line_and_ends_with_0() {
    var out = new StringWriter();

    var exitCode = Main.commandLine().setOut(new PrintWriter(out)).execute("version");

    assertThat(exitCode).isZero();
    assertThat(out.toString()).hasLineCount(1);
  }
}

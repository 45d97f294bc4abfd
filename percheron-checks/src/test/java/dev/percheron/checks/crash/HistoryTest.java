package dev.percheron.checks.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.percheron.checks.crash.Entry.Acked;
import dev.percheron.checks.crash.Entry.Answer;
import dev.percheron.checks.crash.Entry.Answered;
import dev.percheron.checks.crash.Entry.Pushing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final List<Entry> ENTRIES =
      List.of(
          new Pushing(1, 2, Kind.UNIQUE, "key-1"),
          new Acked(1, 100, true),
          new Answered(100, 1, 5, Answer.REVOKED, 3, -4));

  @TempDir private Path folder;

  @Test
  void what_was_written_is_read_again() {
    write("a");

    assertThat(History.read(folder).entries()).isEqualTo(ENTRIES);
  }

  @Test
  void a_last_line_that_its_writer_did_not_finish_is_left_out() throws IOException {
    write("a");

    append("1f2e Acked 2 10");

    assertThat(History.read(folder).entries()).isEqualTo(ENTRIES);
  }

  @Test
  void a_damaged_line_in_the_middle_is_an_error() throws IOException {
    append("1f2e Acked 2 10\n");

    write("a");

    assertThatIllegalStateException()
        .isThrownBy(() -> History.read(folder))
        .withMessageContaining("line 1 is damaged");
  }

  private void write(String name) {
    try (var writer = HistoryWriter.open(History.file(folder, name))) {
      writer.addAll(ENTRIES);
    }
  }

  private void append(String text) throws IOException {
    Files.writeString(
        History.file(folder, "a"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}

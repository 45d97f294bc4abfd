package dev.percheron.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.percheron.schedule.CrontabFile.Entry;
import dev.percheron.schedule.CrontabFile.Form;
import dev.percheron.schedule.CrontabFile.Problem;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CrontabFileTest {
  @Test
  void entries_are_read_with_what_is_set_above_them() {
    var file =
        CrontabFile.parse(
            """
            # m h  dom mon dow   command
            MAILTO = "ops@example.org"
            0 2 * * 1-5 /usr/bin/report --daily

            CRON_TZ=Europe/Berlin
            PATH='/bin'
              @daily\tcleanup  now
            """,
            Form.USER);

    assertThat(file.problems()).isEmpty();
    assertThat(file.entries())
        .extracting(
            Entry::line, entry -> entry.expression().text(), entry -> entry.command().text())
        .containsExactly(
            tuple(3, "0 2 * * 1-5", "/usr/bin/report --daily"), tuple(7, "@daily", "cleanup  now"));
    assertThat(file.entries().getFirst().zone()).isEmpty();
    assertThat(file.entries().getFirst().command().environment())
        .isEqualTo(Map.of("MAILTO", "ops@example.org"));
    assertThat(file.entries().getLast().zone()).hasValue(ZoneId.of("Europe/Berlin"));
    assertThat(file.entries().getLast().command().environment()).containsEntry("PATH", "/bin");
  }

  @Test
  void a_percent_sign_ends_the_command_and_begins_its_input() {
    var file = CrontabFile.parse("0 9 * * * mail -s 100\\% ada%Hello%Ada\r\n", Form.USER);

    var command = file.entries().getFirst().command();
    assertThat(command.text()).isEqualTo("mail -s 100% ada");
    assertThat(command.input()).isEqualTo("Hello\nAda");
    assertThat(command.user()).isEmpty();
  }

  @Test
  void a_systems_file_names_a_user() {
    var file = CrontabFile.parse("17 * * * * root cd / && run\n@hourly www-data sync", Form.SYSTEM);

    assertThat(file.entries())
        .extracting(entry -> entry.command().user(), entry -> entry.command().text())
        .containsExactly(
            tuple(Optional.of("root"), "cd / && run"), tuple(Optional.of("www-data"), "sync"));
  }

  @Test
  void a_line_that_cannot_be_read_takes_no_other_along() {
    var file =
        CrontabFile.parse(
            """
            0 25 * * * late
            @reboot start
            0 2 * *
            @daily
            0 2 * * * good
            CRON_TZ=Mars/Olympus
            0 2 * * * nowhere
            CRON_TZ=UTC
            0 3 * * * better
            """,
            Form.USER);

    assertThat(file.entries()).extracting(Entry::line).containsExactly(5, 9);
    assertThat(file.problems()).extracting(Problem::line).containsExactly(1, 2, 3, 4, 6, 7);
    assertThat(file.problems())
        .extracting(Problem::reason)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("hour: 25 is out of range"),
            reason -> assertThat(reason).contains("@reboot is no time"),
            reason -> assertThat(reason).contains("4 words", "5 fields", "and a command"),
            reason -> assertThat(reason).contains("1 word;", "@daily", "and a command"),
            reason -> assertThat(reason).contains("there is no time zone 'Mars/Olympus'"),
            reason -> assertThat(reason).contains("CRON_TZ is 'Mars/Olympus'"));
  }

  @Test
  void a_file_that_is_too_large_is_refused_and_an_odd_one_is_read_to_its_end() {
    var odd = CrontabFile.parse("\u0000\n%%%\n=\n'\"\n0\n@\n" + "* ".repeat(5_000), Form.USER);

    assertThat(odd.entries()).hasSize(1); // every minute: a command of stars
    assertThat(odd.problems()).hasSize(6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CrontabFile.parse("#".repeat(CrontabFile.MAX_LENGTH + 1), Form.USER))
        .withMessageContaining("at most 1048576 characters");
  }
}

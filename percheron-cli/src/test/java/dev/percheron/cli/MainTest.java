package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir private Path folder;
  private Session session;

  @BeforeEach
  void open() {
    session = new Session(folder);
  }

  @Test
  void version_names_percheron_java_and_sqlite() {
    var done = session.run("version");

    assertThat(done.exitCode()).isZero();
    assertThat(done.lines()).hasSize(3);
    assertThat(done.lines().get(1)).isEqualTo("java " + Runtime.version());
    assertThat(done.lines().get(2)).matches("sqlite-jdbc 3\\.\\d+.*");
  }

  @Test
  void help_is_data_and_a_wrong_command_line_is_talk() {
    var help = session.run("jobs", "list", "--help");
    var nothing = session.run();
    var wrong = session.run("jbos", "list");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: percheron jobs list", "--db=URL", "--before");
    assertThat(session.run("help", "jobs", "list").out()).isEqualTo(help.out());
    assertThat(session.run("help", "jbos").err()).contains("did you mean 'jobs'?");
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).contains("did you mean 'jobs'?", "percheron --help");
  }

  @Test
  void every_command_has_a_description_and_takes_db_and_help() {
    var commandLine = Main.commandLine(dev.percheron.cli.talk.Console.ofThisProcess());

    assertThat(commandLine.getSubcommands())
        .containsKeys(
            "demo",
            "worker",
            "push",
            "wait",
            "jobs",
            "queues",
            "workers",
            "db",
            "doctor",
            "version",
            "completion");
    commandLine
        .getSubcommands()
        .values()
        .forEach(command -> {
          assertThat(command.getCommandSpec().optionsMap()).containsKeys("--db", "--help");
          assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
        });
  }

  @Test
  void the_database_may_be_named_before_or_after_the_command() {
    var other = "jdbc:sqlite:" + folder.resolve("other.db");

    session.run("--db", other, "push", "x");
    session.run("push", "y", "--db", other);

    assertThat(session.run("jobs", "list", "--db", other).lines()).hasSize(2);
    assertThat(folder.resolve("test.db")).doesNotExist();
  }

  @Test
  void completion_is_a_script_with_every_command() {
    var bash = session.run("completion", "bash");

    assertThat(bash.exitCode()).isZero();
    assertThat(bash.out()).contains("complete -F", "doctor", "--keep-succeeded");
    assertThat(session.run("completion", "zsh").out()).startsWith("autoload");
    assertThat(session.run("completion", "fish").exitCode()).isEqualTo(2);
  }
}

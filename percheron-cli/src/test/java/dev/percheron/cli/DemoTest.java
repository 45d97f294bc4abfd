package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DemoTest {
  @TempDir private Path folder;
  @TempDir private Path elsewhere;
  private Session session;

  @BeforeEach
  void plant() throws IOException {
    session = new Session(elsewhere);
    Files.createDirectories(folder.resolve("a/b/empty"));
    Files.writeString(folder.resolve("a/two lines.txt"), "one two\nthree\n");
    Files.writeString(folder.resolve("a/b/bell\u0007 and ünïcode.txt"), "x".repeat(300_000));
    Files.createFile(folder.resolve("nothing"));
    Files.write(folder.resolve("binary"), new byte[] {0, 1, 2, (byte) 0xff, '\n', ' ', '7'});
    Files.createSymbolicLink(folder.resolve("a/b/loop"), folder);
    Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nowhere"));
  }

  @Test
  void every_digest_is_the_one_that_java_computes_by_itself() throws Exception {
    var done = session.run("demo", folder.toString(), "--json");

    assertThat(done.exitCode()).isZero();
    assertThat(digests(done.json())).isEqualTo(expected());
    assertThat(done.json().get("chains")).hasSize(4);
  }

  @Test
  void every_digest_is_the_one_that_sha256sum_prints() throws Exception {
    var done = session.run("demo", folder.toString(), "--json");

    for (var digest : done.json().get("digests")) {
      var path = folder.resolve(digest.get("path").asString());
      assertThat(sha256sum(path)).isEqualTo(digest.get("sha256").asString());
    }
  }

  @Test
  void lines_words_and_bytes_are_counted() {
    var done = session.run("demo", folder.toString(), "--json");

    var two = find(done.json().get("digests"), "a/two lines.txt");
    var binary = find(done.json().get("digests"), "binary");
    assertThat(two.get("lines").asLong()).isEqualTo(2);
    assertThat(two.get("words").asLong()).isEqualTo(3);
    assertThat(two.get("bytes").asLong()).isEqualTo(14);
    assertThat(binary.get("words").asLong()).isEqualTo(2);
  }

  @Test
  void directories_are_compressed_and_loops_are_not_followed() {
    var sizes = session.run("demo", folder.toString(), "--json").json().get("sizes");

    assertThat(sizes.findValuesAsString("path"))
        .containsExactlyInAnyOrder(".", "a", "a/b", "a/b/empty");
    assertThat(find(sizes, "a/b").get("bytes").asLong()).isEqualTo(300_000);
    assertThat(find(sizes, "a/b").get("gzip").asLong()).isBetween(20L, 3_000L);
  }

  @Test
  void the_misfits_end_as_they_should_and_the_summary_adds_up() {
    var json = session.run("demo", folder.toString(), "--json").json();

    assertThat(json.get("misfits").findValuesAsString("state"))
        .containsExactly("succeeded", "failed", "failed", "cancelled");
    assertThat(json.get("misfits").get(0).get("attempts").asInt()).isEqualTo(3);
    assertThat(json.get("misfits").get(2).get("failure").asString()).contains("TimeLimit");
    assertThat(json.get("summary").get("jobs").asInt()).isEqualTo(4 + 4 + 4 + 4);
    assertThat(json.get("summary").get("failed").asInt()).isEqualTo(2);
    assertThat(json.get("summary").get("asItShould").asBoolean()).isTrue();
    assertThat(json.get("queues").findValuesAsString("executor"))
        .containsExactly("virtual", "threads", "loop", "virtual");
  }

  @Test
  void a_terminal_gets_a_table_and_what_to_type_next() {
    var done = session.answering("", "demo", folder.toString());

    assertThat(done.exitCode()).isZero();
    assertThat(done.lines()).hasSize(5);
    assertThat(done.lines().getFirst())
        .contains("QUEUE", "EXECUTOR", "JOBS", "RETRIED", "P99 WAIT", "P50 RUN", "JOBS/S");
    assertThat(done.err()).contains("./percheron jobs list", "as it should");
  }

  @Test
  void a_database_that_is_kept_can_be_looked_at() {
    var kept = folder.resolve("kept.db");

    var first = session.run("demo", folder.toString(), "--keep", kept.toString(), "--json");
    var second = session.run("demo", folder.toString(), "--keep", kept.toString(), "--json");

    assertThat(first.exitCode()).isZero();
    assertThat(second.exitCode()).isZero();
    assertThat(second.json().get("digests")).isEqualTo(first.json().get("digests"));
    assertThat(
            session.run("jobs", "list", "--state", "failed", "--db", "jdbc:sqlite:" + kept).lines())
        .hasSize(4);
  }

  @Test
  void nothing_is_left_behind_and_percheron_db_is_not_touched() {
    session.run("demo", folder.toString());

    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void an_empty_directory_is_no_trouble_and_a_missing_one_is_not_found() throws IOException {
    var empty = Files.createDirectory(elsewhere.resolve("empty"));

    assertThat(session.run("demo", empty.toString(), "--json"))
        .satisfies(done -> assertThat(done.exitCode()).isZero())
        .satisfies(done -> assertThat(done.json().get("digests")).isEmpty());
    assertThat(session.run("demo", folder + "/no").exitCode()).isEqualTo(3);
    assertThat(session.run("demo", folder + "/binary").exitCode()).isEqualTo(2);
    assertThat(session.run("demo", "--keep", "x", "--db", "jdbc:sqlite:y").exitCode()).isEqualTo(2);
  }

  @Test
  void a_demo_that_takes_too_long_is_timed_out() {
    assertThat(session.run("demo", folder.toString(), "--timeout", "0s").exitCode()).isEqualTo(124);
  }

  private Map<String, String> expected() throws Exception {
    var digests = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(one -> Files.isRegularFile(one)).toList()) {
        if (!Files.isSymbolicLink(file)) {
          var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
          digests.put(folder.relativize(file).toString(), HexFormat.of().formatHex(digest));
        }
      }
    }
    return digests;
  }

  private static Map<String, String> digests(JsonNode json) {
    var digests = new TreeMap<String, String>();
    json.get("digests")
        .forEach(one -> digests.put(one.get("path").asString(), one.get("sha256").asString()));
    return digests;
  }

  private static JsonNode find(JsonNode list, String path) {
    for (var one : list) {
      if (one.get("path").asString().equals(path)) {
        return one;
      }
    }
    throw new AssertionError("no " + path + " in " + list);
  }

  private static String sha256sum(Path file) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder("sha256sum").redirectInput(file.toFile()).start();
    } catch (IOException e) {
      assumeTrue(false, "there is no sha256sum here");
      throw e;
    }
    try (var out = process.inputReader()) {
      return out.readLine().split(" ", -1)[0];
    }
  }
}

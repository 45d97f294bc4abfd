package dev.percheron.checks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A child in another language is made from the page, so the page must be what the code does. */
class ChildProtocolTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/reference/process-protocol.md");
  private static final Path CODE =
      ROOT.resolve("percheron-core/src/main/java/dev/percheron/exec/process");

  private static Set<String> found(String text, String pattern) {
    var found = new TreeSet<String>();
    var matches = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
    while (matches.find()) {
      found.add(matches.group("kind") + " " + matches.group("code"));
    }
    return found;
  }

  private static String code(String name) throws IOException {
    return Files.readString(CODE.resolve(name + ".java"));
  }

  @Test
  void the_page_has_every_kind_of_frame_with_its_code() throws IOException {
    var kinds = found(code("Frame"), "^    (?<kind>[A-Z]+)\\((?<code>\\d+)\\)[,;]$");

    assertThat(kinds).hasSizeGreaterThan(14);
    assertThat(found(Files.readString(PAGE), "^\\| (?<code>\\d+) \\| (?<kind>[A-Z]+) \\|"))
        .isEqualTo(kinds);
  }

  @Test
  void the_page_has_the_version_and_the_fields_of_an_attempt() throws IOException {
    var page = Files.readString(PAGE);
    var version = Pattern.compile("int VERSION = (\\d+);").matcher(code("Channel"));
    assertThat(version.find()).isTrue();
    assertThat(page).contains("Version **" + version.group(1) + "**", "16777216");
    var fields = Pattern.compile("body\\.put\\(\"(\\w+)\"").matcher(code("Wire"));

    int count = 0;
    for (; fields.find(); count++) {
      assertThat(page).contains("`" + fields.group(1) + "`");
    }
    assertThat(count).isGreaterThan(15);
  }
}

package dev.percheron.checks.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages show is what is compiled, and what they point to is there. */
class PagesTest {
  private static final Path ROOT = root();
  private static final Pattern INCLUDE =
      Pattern.compile(
          "<!-- include (\\S+)#(\\S+) -->\n```java\n(.*?)```\n<!-- end include -->",
          Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  @Test
  void every_snippet_is_the_source_that_is_compiled() {
    var snippets = pages().stream().flatMap(page -> INCLUDE.matcher(text(page)).results()).toList();

    assertThat(snippets).as("snippets found").hasSizeGreaterThanOrEqualTo(2);
    assertThat(snippets)
        .allSatisfy(found ->
            assertThat(found.group(3))
                .as("run 'make docs': %s#%s", found.group(1), found.group(2))
                .isEqualTo(source(found)));
  }

  @Test
  void no_include_is_left_without_its_snippet() {
    for (var page : pages()) {
      long wanted = text(page).lines().filter(line -> line.startsWith("<!-- include ")).count();
      assertThat(INCLUDE.matcher(text(page)).results().count())
          .as(page.toString())
          .isEqualTo(wanted);
    }
  }

  @Test
  void every_link_to_a_file_leads_somewhere() {
    var broken = new ArrayList<String>();
    for (var page : pages()) {
      LINK.matcher(text(page))
          .results()
          .map(found -> found.group(1))
          .filter(target -> !Files.exists(page.resolveSibling(target)))
          .forEach(target -> broken.add(ROOT.relativize(page) + " -> " + target));
    }

    assertThat(broken).isEmpty();
  }

  private static String source(MatchResult found) {
    var text = text(ROOT.resolve(found.group(1)));
    int start = text.indexOf("// tag::" + found.group(2) + "\n");
    int end = text.indexOf("// end::" + found.group(2) + "\n");
    var part = text.substring(text.indexOf('\n', start) + 1, end);
    return part.substring(0, part.lastIndexOf('\n') + 1);
  }

  private static List<Path> pages() {
    try (var below = Files.walk(ROOT)) {
      return below
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !ROOT.relativize(file).toString().contains("target"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    var here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("mvnw")) ? here : here.getParent();
  }
}

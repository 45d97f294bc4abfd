package dev.percheron.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a Markdown page that a bench writes, between two comments; what stands around it is
 * written by people, and stays.
 */
public final class Section {
  private Section() {}

  /**
   * Writes {@code text} into the section of that name. A page without the section gets it at its
   * end; a page that is not there is made.
   *
   * @throws IllegalStateException when the section begins and does not end
   */
  public static void write(Path page, String name, String text) {
    try {
      var before = Files.exists(page) ? Files.readString(page) : "";
      Files.writeString(page, replaced(before, name, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String replaced(String page, String name, String text) {
    var begin = "<!-- bench %s -->\n".formatted(name);
    var end = "<!-- end bench %s -->\n".formatted(name);
    int from = page.indexOf(begin);
    if (from < 0) {
      return page + begin + text + end;
    }
    int until = page.indexOf(end, from);
    if (until < 0) {
      throw new IllegalStateException("the page has \"%s\" and no \"%s\"".formatted(begin, end));
    }
    return page.substring(0, from + begin.length()) + text + page.substring(until);
  }
}

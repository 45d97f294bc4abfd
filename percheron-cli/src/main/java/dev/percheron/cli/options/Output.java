package dev.percheron.cli.options;

import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Format;
import picocli.CommandLine.Option;

/** How data is wanted. */
public final class Output {
  @Option(names = "--json", description = "Print JSON: one value with everything in it.")
  private boolean json;

  @Option(names = "--jsonl", description = "Print JSON lines: one object a line.")
  private boolean jsonLines;

  /** What was asked for; else a table for people and tabs for programs. */
  public Format format(Console console) {
    if (jsonLines) {
      return Format.JSON_LINES;
    } else if (json) {
      return Format.JSON;
    }
    return console.terminal().out() ? Format.TABLE : Format.TABS;
  }

  /** Whether JSON in any form was asked for. */
  public boolean isJson() {
    return json || jsonLines;
  }
}

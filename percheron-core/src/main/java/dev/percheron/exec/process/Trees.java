package dev.percheron.exec.process;

import dev.percheron.api.Durations;
import dev.percheron.api.Names;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a program and all it has started look like from outside: the stacks of what is no JVM. */
final class Trees {
  private static final int MOST = 20;

  private Trees() {}

  /**
   * A line for each process: its id, the processor time it has used – much of it means that it
   * computes, little that it waits – and its command line.
   */
  static String shown(String when, Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .limit(MOST)
        .map(Trees::line)
        .collect(Collectors.joining("", "processes " + when + "\n", ""));
  }

  private static String line(ProcessHandle process) {
    var about = process.info();
    return "  %d, processor time %s, %s%n"
        .formatted(
            process.pid(),
            about.totalCpuDuration().map(Durations::shown).orElse("unknown"),
            Names.shown(about.commandLine().orElse("command unknown")));
  }
}

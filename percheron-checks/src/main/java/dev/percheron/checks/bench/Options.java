package dev.percheron.checks.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the bench goes.
 *
 * @param rounds counted rounds, after one to warm up
 * @param share of the usual number of jobs
 * @param entrants who takes part; all when empty
 * @param large whether ten million jobs are waited on, too, and the snapshot is held for long
 * @param backlog whether the drains under growing conditions are measured at all
 * @param in where the server's data goes: the disk that is measured
 * @param write the page whose section is written
 */
record Options(
    int rounds,
    double share,
    List<Entrant> entrants,
    boolean large,
    boolean backlog,
    Path in,
    Optional<Path> write) {
  /** What is understood. */
  static final String USAGE =
      """
      --rounds N       counted rounds after one to warm up (3)
      --share X        of the usual number of jobs (1.0); what waits in a backlog stays as it is
      --only A,B       percheron, percheron_no_history, db_scheduler, jobrunr, quartz, raw, raw_four
      --no-backlog     leave out the drains with very many waiting and with an old snapshot
      --large          ten million waiting, too, and the snapshot held for ten minutes
      --quick          one round of a few hundred jobs: whether it works, no more
      --in DIR         where the server's data goes (the folder for temporary files)
      --write FILE     write the section of this bench in a Markdown page
      """;

  /** How long the snapshot is held. */
  Duration hold() {
    return large ? Duration.ofMinutes(10) : Duration.ofSeconds(30);
  }

  static Options of(String... args) {
    var words = List.of(args);
    boolean quick = words.contains("--quick");
    var known =
        List.of(
            "--rounds",
            "--share",
            "--only",
            "--in",
            "--write",
            "--quick",
            "--large",
            "--no-backlog");
    words.stream()
        .filter(word -> word.startsWith("--") && !known.contains(word))
        .findFirst()
        .ifPresent(word -> {
          throw new IllegalArgumentException("not an option: " + word + "\n" + USAGE);
        });
    var options =
        new Options(
            value(words, "--rounds").map(Integer::valueOf).orElse(quick ? 0 : 3),
            value(words, "--share").map(Double::valueOf).orElse(quick ? 0.01 : 1),
            Entrant.named(names(words)),
            words.contains("--large"),
            !quick && !words.contains("--no-backlog"),
            Path.of(value(words, "--in").orElse(System.getProperty("java.io.tmpdir"))),
            value(words, "--write").map(Path::of));
    if (options.rounds < 0 || options.share <= 0) {
      throw new IllegalArgumentException("--rounds is at least 0 and --share above 0\n" + USAGE);
    }
    return options;
  }

  private static List<String> names(List<String> words) {
    return value(words, "--only").map(names -> List.of(names.split(",", -1))).orElse(List.of());
  }

  private static Optional<String> value(List<String> words, String name) {
    int at = new ArrayList<>(words).indexOf(name);
    if (at < 0) {
      return Optional.empty();
    } else if (at + 1 == words.size()) {
      throw new IllegalArgumentException(name + " wants a value\n" + USAGE);
    }
    return Optional.of(words.get(at + 1));
  }
}

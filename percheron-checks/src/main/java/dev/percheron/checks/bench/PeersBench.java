package dev.percheron.checks.bench;

import dev.percheron.checks.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Runs Percheron, other job systems and the raw limit on one PostgreSQL server, one after another
 * in each round.
 */
public final class PeersBench implements AutoCloseable {
  /** The server's settings: commits in earnest, and no checkpoint in the middle of a measure. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "shared_buffers", "512MB",
          "max_wal_size", "8GB",
          "checkpoint_timeout", "1h",
          "max_connections", "200");

  private static final int CREW = 2;
  private static final int MANY = 1_000_000;

  private final Options options;
  private final Path folder;
  private final PostgresServer server;
  private final Samples samples = new Samples();
  private final Map<Entrant, List<WorkerProcess>> crew = new EnumMap<>(Entrant.class);
  private final Rounds rounds;
  private final Backlog backlog;

  private PeersBench(Options options) throws IOException {
    this.options = options;
    this.folder = Files.createTempDirectory(options.in().toAbsolutePath(), "percheron-bench-");
    this.server = PostgresServer.start(folder, SETTINGS, List.of());
    var board = Board.open(folder.resolve("board"));
    this.rounds = new Rounds(server, board, this::crew, samples, options.share());
    this.backlog = new Backlog(server, board, rounds, samples);
  }

  /** Prints the tables, and writes them when that is asked for; see {@link Options#USAGE}. */
  public static void main(String[] args) throws Exception {
    try (var bench = new PeersBench(Options.of(args))) {
      bench.run();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
    System.exit(0); // a peer may keep threads that are not daemons
  }

  /**
   * The same for a test.
   *
   * @return the section as Markdown
   */
  static String run(String... args) throws Exception {
    try (var bench = new PeersBench(Options.of(args))) {
      return bench.run();
    }
  }

  private String run() throws Exception {
    for (int round = 0; round <= options.rounds(); round++) {
      if (round == 1) {
        samples.clear(); // what warmed up
      }
      say("round %d of %d".formatted(round, options.rounds()));
      for (var entrant : order(round)) {
        say("  " + entrant.shown());
        rounds.run(entrant, round);
      }
    }
    if (options.backlog()) {
      grow();
    }
    var text = PeersPage.of(samples, options, server);
    System.out.println(text);
    options.write().ifPresent(page -> PeersPage.write(page, text));
    return text;
  }

  /** There and back: whoever comes first in one round comes last in the next. */
  private List<Entrant> order(int round) {
    return round % 2 == 0 ? options.entrants() : options.entrants().reversed();
  }

  private void grow() throws Exception {
    for (var entrant : options.entrants()) {
      if (entrant.takesBacklog()) {
        int timed = (int) Math.max(1_000, entrant.jobs() * options.share());
        say("  %s with many waiting".formatted(entrant.shown()));
        backlog.few(entrant);
        backlog.many(entrant, Measure.BACKLOG_1M, MANY, timed);
        if (options.large()) {
          backlog.many(entrant, Measure.BACKLOG_10M, 10 * MANY, timed);
        }
        backlog.snapshot(entrant, options.hold(), timed);
      }
    }
  }

  private List<WorkerProcess> crew(Entrant entrant) {
    return crew.computeIfAbsent(entrant, this::hire);
  }

  private List<WorkerProcess> hire(Entrant entrant) {
    var hired = new ArrayList<WorkerProcess>();
    for (int i = 0; i < CREW; i++) {
      var log = folder.resolve("%s-%d.err".formatted(entrant.name(), i));
      hired.add(WorkerProcess.of(entrant, folder.resolve("board"), log));
    }
    return hired;
  }

  private static void say(String line) {
    System.err.println(line);
  }

  @Override
  public void close() {
    crew.values().forEach(all -> all.forEach(WorkerProcess::close));
    server.close();
    try (var below = Files.walk(folder)) {
      below.sorted(Comparator.reverseOrder()).forEach(PeersBench::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.percheron.checks.bench;

import static dev.percheron.checks.bench.Entrant.DB_SCHEDULER;
import static dev.percheron.checks.bench.Entrant.PERCHERON;
import static dev.percheron.checks.bench.Entrant.PERCHERON_NO_HISTORY;
import static dev.percheron.checks.bench.Entrant.RAW;
import static dev.percheron.checks.bench.Entrant.RAW_FOUR;

import dev.percheron.checks.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The figures as the PostgreSQL section of {@code docs/benchmarks.md}. */
final class PeersPage {
  private static final List<Measure> ROUND =
      Arrays.stream(Measure.values()).filter(one -> one.compareTo(Measure.WAL) <= 0).toList();
  private static final List<Measure> GROWING =
      Arrays.stream(Measure.values()).filter(one -> one.compareTo(Measure.WAL) > 0).toList();

  private PeersPage() {}

  static String of(Samples samples, Options options, PostgresServer server) throws SQLException {
    var text = new StringBuilder();
    text.append(setting(options, server)).append("\n\n");
    text.append(table(samples, options.entrants(), ROUND)).append('\n');
    if (options.backlog()) {
      text.append(table(samples, options.entrants(), GROWING)).append('\n');
    }
    text.append(targets(samples)).append('\n');
    return text.toString();
  }

  /** Puts the section into a page. */
  static void write(Path page, String text) {
    dev.percheron.cli.bench.Section.write(page, "postgresql", text);
  }

  private static String setting(Options options, PostgresServer server) throws SQLException {
    return ("Measured on %d processors, %s %s, Java %s, PostgreSQL %s (fsync and synchronous_commit"
            + " on, %s), pgjdbc %s;\n"
            + "db-scheduler %s, JobRunr OSS %s, Quartz %s. Pushers, workers and server share"
            + " the machine. Jobs do nothing. %s,\n"
            + "in which all take their turn, each on new tables. A drain runs"
            + " from the start of its first job until the last end is durable.")
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.version(),
            version(server),
            PeersBench.SETTINGS.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .sorted()
                .collect(Collectors.joining(", ")),
            org.postgresql.util.DriverInfo.DRIVER_VERSION,
            versionOf(com.github.kagkarlsson.scheduler.Scheduler.class),
            versionOf(org.jobrunr.server.BackgroundJobServer.class),
            versionOf(org.quartz.Scheduler.class),
            rounds(options));
  }

  private static String rounds(Options options) {
    var medians =
        options.rounds() == 0
            ? "One cold round, which says that it works and no more"
            : "Medians of %d rounds after one to warm up".formatted(options.rounds());
    return options.share() == 1
        ? medians
        : "%s, with %s of the usual jobs".formatted(medians, options.share());
  }

  private static String version(PostgresServer server) throws SQLException {
    try (var connection = server.connect()) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }

  /** What the name of its jar says. */
  private static String versionOf(Class<?> type) {
    var jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return jar.replaceFirst(".*-", "").replaceFirst("\\.jar$", "");
  }

  private static String table(Samples samples, List<Entrant> entrants, List<Measure> measures) {
    var text = new StringBuilder("| system |");
    measures.forEach(one -> text.append(" %s, %s |".formatted(one.shown(), one.unit())));
    text.append("\n|---|").append("--:|".repeat(measures.size())).append('\n');
    for (var entrant : entrants) {
      var cells =
          measures.stream()
              .map(measure -> number(samples.median(entrant, measure)))
              .collect(Collectors.joining(" | "));
      text.append("| %s | %s |\n".formatted(entrant.shown(), cells));
    }
    return text.toString();
  }

  private static String targets(Samples samples) {
    var text =
        new StringBuilder("| measure | beside | ratio | target | |\n|---|---|--:|---|---|\n");
    for (var target : Target.all(samples)) {
      text.append(target.row());
    }
    return text.toString();
  }

  private static String number(OptionalDouble value) {
    return value.isEmpty() ? "–" : number(value.getAsDouble());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }

  /**
   * What should be.
   *
   * @param what is measured
   * @param beside what it is compared with
   * @param value the ratio, or the figure itself
   * @param least how much it should be; with {@code sign} {@code <} how much it must stay below
   * @param sign {@code ≥} or {@code <}
   */
  private record Target(
      String what, String beside, OptionalDouble value, double least, String sign) {
    static List<Target> all(Samples samples) {
      var all = new ArrayList<Target>();
      all.add(over(samples, Measure.DRAIN, PERCHERON, Measure.DRAIN, DB_SCHEDULER, 6));
      all.add(over(samples, Measure.DRAIN, PERCHERON_NO_HISTORY, Measure.DRAIN, DB_SCHEDULER, 8));
      all.add(over(samples, Measure.DRAIN, PERCHERON_NO_HISTORY, Measure.DRAIN, RAW_FOUR, 0.6));
      all.add(over(samples, Measure.DRAIN_2, PERCHERON, Measure.DRAIN, PERCHERON, 1));
      all.add(over(samples, Measure.PUSH, PERCHERON, Measure.PUSH, RAW, 0.8));
      all.add(over(samples, Measure.PUSH_8, PERCHERON, Measure.PUSH_8, RAW, 1.3));
      all.add(over(samples, Measure.BATCH, PERCHERON, Measure.BATCH, RAW, 0.6));
      all.add(over(samples, Measure.BATCH, PERCHERON, Measure.BATCH, DB_SCHEDULER, 1.7));
      all.add(below(samples, Measure.OTHER_P50, 3));
      all.add(below(samples, Measure.OTHER_P99, 8));
      all.add(below(samples, Measure.SAME_P50, 1.5));
      all.add(cpu(samples));
      all.add(over(samples, Measure.BACKLOG_1M, PERCHERON, Measure.BACKLOG_10K, PERCHERON, 0.9));
      all.add(over(samples, Measure.BACKLOG_10M, PERCHERON, Measure.BACKLOG_10K, PERCHERON, 0.8));
      all.add(over(samples, Measure.SNAPSHOT, PERCHERON, Measure.CLEAN, PERCHERON, 0.8));
      return all.stream().filter(target -> target.value.isPresent()).toList();
    }

    private static Target over(
        Samples samples, Measure measure, Entrant one, Measure its, Entrant other, double least) {
      return new Target(
          "%s: %s".formatted(one.shown(), measure.shown()),
          "%s: %s".formatted(other.shown(), its.shown()),
          samples.ratio(one, measure, other, its),
          least,
          "≥");
    }

    private static Target below(Samples samples, Measure measure, double most) {
      return new Target(
          "Percheron: %s, %s".formatted(measure.shown(), measure.unit()),
          "",
          samples.median(PERCHERON, measure),
          most,
          "<");
    }

    private static Target cpu(Samples samples) {
      var worker = samples.median(PERCHERON, Measure.CPU_WORKER);
      var server = samples.median(PERCHERON, Measure.CPU_SERVER);
      var both =
          worker.isPresent() && server.isPresent()
              ? OptionalDouble.of(worker.getAsDouble() + server.getAsDouble())
              : OptionalDouble.empty();
      return new Target("Percheron: CPU of worker and server, s/10k jobs", "", both, 0.3, "<");
    }

    String row() {
      double is = value.orElseThrow();
      boolean met = sign.equals("<") ? is < least : is >= least;
      return "| %s | %s | %.2f | %s %s | %s |\n"
          .formatted(what, beside, is, sign, number(least), met ? "met" : "missed");
    }
  }
}

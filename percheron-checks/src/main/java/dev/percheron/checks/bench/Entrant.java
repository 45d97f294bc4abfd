package dev.percheron.checks.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Who takes part, and how much each is given: enough for seconds, not for minutes. */
enum Entrant {
  /** Percheron as it is. */
  PERCHERON("Percheron", 3_000, 100_000, 150, Duration.ofMillis(20)),
  /** Percheron with a queue that keeps no history of successes. */
  PERCHERON_NO_HISTORY("Percheron, no history", 0, 100_000, 0, Duration.ZERO),
  /** db-scheduler. */
  DB_SCHEDULER("db-scheduler", 3_000, 30_000, 40, Duration.ofMillis(150)),
  /** JobRunr OSS. */
  JOBRUNR("JobRunr OSS", 1_000, 6_000, 5, Duration.ofSeconds(5)),
  /** Quartz in a cluster. */
  QUARTZ("Quartz, clustered", 300, 1_000, 10, Duration.ofSeconds(1)),
  /** A plain table and one connection. */
  RAW("raw SQL", 3_000, 200_000, 0, Duration.ZERO),
  /** A plain table and four connections that drain it. */
  RAW_FOUR("raw SQL, 4 clients", 0, 200_000, 0, Duration.ZERO);

  private final String shown;
  private final int singles;
  private final int jobs;
  private final int probes;
  private final Duration gap;

  Entrant(String shown, int singles, int jobs, int probes, Duration gap) {
    this.shown = shown;
    this.singles = singles;
    this.jobs = jobs;
    this.probes = probes;
    this.gap = gap;
  }

  /** Opens it on a database. */
  Contender open(String url) {
    return switch (this) {
      case PERCHERON -> new OurOwn(url, OurOwn.keeping());
      case PERCHERON_NO_HISTORY -> new OurOwn(url, OurOwn.forgetting());
      case DB_SCHEDULER -> new DbScheduler(url);
      case JOBRUNR -> new JobRunrOss(url);
      case QUARTZ -> new QuartzCluster(url);
      case RAW -> new RawSql(url, 1);
      case RAW_FOUR -> new RawSql(url, 4);
    };
  }

  /** Its name for people. */
  String shown() {
    return shown;
  }

  /** How many are pushed one by one; 0 when that is not measured. */
  int singles() {
    return singles;
  }

  /** How many are pushed in batches and drained. */
  int jobs() {
    return jobs;
  }

  /** How many are timed on an idle worker; 0 when that is not measured. */
  int probes() {
    return probes;
  }

  /**
   * Its probes are at most so far apart: about as long as its poll, so that they meet all of it.
   */
  Duration gap() {
    return gap;
  }

  /** Whether it is also drained with very many waiting; the slow ones would only fill them in. */
  boolean takesBacklog() {
    return this != JOBRUNR && this != QUARTZ;
  }

  /** The name of a database of its own. */
  String database(String purpose) {
    return (name() + "_" + purpose).toLowerCase(Locale.ROOT);
  }

  /** All that are named; each, when none is. */
  static List<Entrant> named(List<String> names) {
    return names.isEmpty()
        ? List.of(values())
        : names.stream().map(name -> valueOf(name.toUpperCase(Locale.ROOT))).toList();
  }
}

package dev.percheron.checks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Real processes, really killed. A few seconds in every build; {@code make crash} goes on for
 * minutes. {@code -Dpercheron.crash.seed=…} repeats the driver's choices – not the races – and
 * {@code -Dpercheron.crash.url=…} takes another store.
 */
class CrashTest {
  private static final Duration SHORT = Duration.ofSeconds(12);
  private static final Duration LEASE = Duration.ofSeconds(2);

  @Test
  @Timeout(86_400) // the run has its own limits, and its time is asked for
  void no_kill_and_no_freeze_breaks_a_promise() throws Exception {
    var folder = Files.createTempDirectory("percheron-crash-");
    var url = System.getProperty("percheron.crash.url", "jdbc:sqlite:" + folder.resolve("jobs.db"));

    try (var site = Site.of(url)) {
      var report = run(settings(site, folder, 2, 1));

      assertThat(report.kills()).isPositive();
      assertThat(report.freezes()).isPositive();
    }
    delete(folder);
  }

  @Test
  @Timeout(86_400) // as above
  void neither_does_a_crash_of_the_server_or_a_cut_of_the_network() throws Exception {
    var folder = Files.createTempDirectory("percheron-chaos-");

    try (var site = started(folder)) {
      var report = run(settings(site, folder, 4, 2));

      assertThat(report.kills()).isPositive();
      assertThat(report.freezes()).isPositive();
      assertThat(report.crashes()).isPositive();
      if (site.injuries().contains(Injury.CUT_NETWORK)) {
        assertThat(report.cuts()).isPositive();
      }
    }
    delete(folder);
  }

  private static Site started(Path folder) {
    try {
      return PostgresSite.start(folder);
    } catch (UncheckedIOException | IllegalStateException e) {
      System.err.println("the chaos run on PostgreSQL is SKIPPED: " + e);
      return Assumptions.abort("PostgreSQL does not start here: " + e.getMessage());
    }
  }

  private static CrashReport run(CrashSettings settings) {
    System.out.printf(
        "crash run: seed %d, %s, %s%n", settings.seed(), settings.time(), settings.folder());
    var report = driven(settings);
    System.out.println(report.summary());
    assertThat(report.violations())
        .as("seed %d; histories and store are kept in %s", settings.seed(), settings.folder())
        .isEmpty();
    assertThat(report.acked()).isGreaterThan(100);
    assertThat(report.lost()).isPositive();
    return report;
  }

  private static CrashReport driven(CrashSettings settings) {
    try {
      return CrashRun.run(settings);
    } catch (InterruptedException | RuntimeException e) {
      throw new AssertionError(
          "the run itself failed; seed %d, histories and store are kept in %s"
              .formatted(settings.seed(), settings.folder()),
          e);
    }
  }

  private static CrashSettings settings(Site site, Path folder, int workers, int pushers) {
    int minutes = Integer.getInteger("percheron.crash.minutes", 0);
    return new CrashSettings(
        site,
        folder,
        Long.getLong("percheron.crash.seed", new Random().nextInt(1_000_000)),
        minutes > 0 ? Duration.ofMinutes(minutes) : SHORT,
        workers,
        pushers,
        LEASE,
        Duration.ofMinutes(3));
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).forEach(CrashTest::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.percheron.cli.jobs;

import dev.percheron.api.JobRequest;
import dev.percheron.api.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a job that is pushed is to be run. */
final class Asked {
  @Option(names = "--on", paramLabel = "QUEUE", description = "The queue; 'default' otherwise.")
  private Optional<String> queue = Optional.empty();

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "Larger is sooner, -100 to 100; 0 otherwise.")
  private Optional<Integer> priority = Optional.empty();

  @Option(names = "--in", paramLabel = "DURATION", description = "Not before this time has passed.")
  private Optional<Duration> delay = Optional.empty();

  @Option(names = "--at", paramLabel = "TIME", description = "Not before this moment (ISO-8601).")
  private Optional<Instant> at = Optional.empty();

  @Option(
      names = "--start-by",
      paramLabel = "TIME",
      description = "Not after this moment: it then ends as expired.")
  private Optional<Instant> startBy = Optional.empty();

  @Option(
      names = "--unique",
      paramLabel = "KEY",
      description = "Not while an unfinished job has the same key: prints that job's id instead.")
  private Optional<String> unique = Optional.empty();

  @Option(
      names = "--retry",
      paramLabel = "N",
      description = "At most so many attempts in all; 5 otherwise.")
  private Optional<Integer> attempts = Optional.empty();

  @Option(
      names = "--retry-delay",
      paramLabel = "DURATION",
      description = "Before the second attempt, doubling after that up to an hour; 1s otherwise.")
  private Optional<Duration> retryDelay = Optional.empty();

  @Option(
      names = "--time-limit",
      paramLabel = "DURATION",
      description = "For each attempt, counted from its real start.")
  private Optional<Duration> timeLimit = Optional.empty();

  @Option(
      names = "--keep-result",
      paramLabel = "DURATION",
      description = "How long the result is kept; 1d otherwise.")
  private Optional<Duration> keepResult = Optional.empty();

  @Option(names = "--meta", paramLabel = "KEY=VALUE", description = "Text that the handler sees.")
  private Map<String, String> metadata = Map.of();

  String queue() {
    return queue.orElse("default");
  }

  /** Whether two options contradict each other. */
  boolean isTwice() {
    return delay.isPresent() && at.isPresent();
  }

  JobRequest<@Nullable Object> applied(JobRequest<@Nullable Object> request) {
    var asked = request.on(queue()).retry(retries());
    asked = priority.isPresent() ? asked.priority(priority.orElseThrow()) : asked;
    asked = delay.isPresent() ? asked.in(delay.orElseThrow()) : asked;
    asked = at.isPresent() ? asked.at(at.orElseThrow()) : asked;
    asked = startBy.isPresent() ? asked.startBy(startBy.orElseThrow()) : asked;
    asked = unique.isPresent() ? asked.unique(unique.orElseThrow()) : asked;
    asked = timeLimit.isPresent() ? asked.timeLimit(timeLimit.orElseThrow()) : asked;
    asked = keepResult.isPresent() ? asked.keepResult(keepResult.orElseThrow()) : asked;
    for (var entry : metadata.entrySet()) {
      asked = asked.metadata(entry.getKey(), entry.getValue());
    }
    return asked;
  }

  private RetryPolicy retries() {
    return RetryPolicy.exponential(
        attempts.orElse(RetryPolicy.DEFAULT.maxAttempts()),
        retryDelay.orElse(RetryPolicy.DEFAULT.firstDelay()));
  }
}

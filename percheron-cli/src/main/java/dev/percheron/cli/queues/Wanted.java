package dev.percheron.cli.queues;

import dev.percheron.api.Queue;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Nearest;
import dev.percheron.spi.JobExecutorProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What a queue shall be like. */
final class Wanted {
  private static final String BY_DEFAULT = "default";
  private static final List<String> NONE = List.of("none");

  @Option(
      names = "--executor",
      paramLabel = "ALIAS",
      description = "Where its jobs run: virtual, threads, loop, …")
  private Optional<String> executor = Optional.empty();

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "How many run at once in each worker; 'default' leaves it to the executor.")
  private Optional<String> concurrency = Optional.empty();

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "An option of the executor; an empty value takes it away.")
  private Map<String, String> options = Map.of();

  @Option(
      names = "--keep-succeeded",
      paramLabel = "DURATION",
      description = "How long succeeded jobs are kept; 0s keeps none, which is faster.")
  private Optional<Duration> keep = Optional.empty();

  @Option(
      names = "--tags",
      split = ",",
      paramLabel = "TAG",
      description = "Only workers that have all of these serve it; 'none' takes them away.")
  private List<String> tags = List.of();

  /** Whether nothing was said. */
  boolean isNothing() {
    return executor.isEmpty()
        && concurrency.isEmpty()
        && options.isEmpty()
        && keep.isEmpty()
        && tags.isEmpty();
  }

  /**
   * The queue with what was asked for. Another executor starts without the options of the old one.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  Queue applied(Queue queue) {
    var other = executor.filter(alias -> !alias.equals(queue.executor()));
    var changed = other.map(queue::executor).orElse(queue);
    return new Queue(
        changed.name(),
        changed.executor(),
        merged(changed.options()),
        concurrency.map(Wanted::number).orElse(changed.concurrency()),
        keep.orElse(changed.keepSucceeded()),
        tags.isEmpty() ? changed.tags() : tags.equals(NONE) ? Set.of() : Set.copyOf(tags));
  }

  /** Says when this program does not know the executor; workers may. */
  void comment(Console console) {
    executor.ifPresent(alias -> {
      var known = aliases();
      if (!known.contains(alias)) {
        console.say(
            "no executor '%s' is known here, so the queue waits for a worker that has it; %s"
                .formatted(alias, Nearest.hint(alias, known)));
      }
    });
  }

  private Map<String, String> merged(Map<String, String> before) {
    var merged = new TreeMap<>(before);
    merged.putAll(options);
    merged.values().removeIf(String::isEmpty);
    return merged;
  }

  private static OptionalInt number(String text) {
    try {
      return text.equals(BY_DEFAULT) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new Complaint(Exit.USAGE, "--concurrency is a number or 'default', was '" + text + "'");
    }
  }

  private static Set<String> aliases() {
    var aliases = new TreeSet<String>();
    ServiceLoader.load(JobExecutorProvider.class).forEach(known -> aliases.add(known.alias()));
    return aliases;
  }
}

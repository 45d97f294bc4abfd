package dev.percheron.cli.jobs;

import dev.percheron.Operations;
import dev.percheron.api.Names;
import dev.percheron.api.Queue;
import dev.percheron.api.QueueStatus;
import dev.percheron.cli.options.Known;
import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Exit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A program instead of a handler. */
final class AskedCommand {
  private static final String EXECUTOR = "command";
  private static final Pattern TYPED_AS_IT_IS = Pattern.compile("[\\w./-]+");

  @Option(
      names = "--command",
      description =
          "Push a program and its arguments, each a text, to a queue on the executor 'command'; on a queue with a command of its own, the arguments only.")
  private boolean wanted;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "With --command: a variable that the program sees.")
  private Map<String, String> environment = Map.of();

  @Option(
      names = "--stdin-json",
      paramLabel = "JSON",
      description = "With --command: what the program reads from stdin; - takes it from this one.")
  private Optional<String> input = Optional.empty();

  boolean isWanted() {
    return wanted;
  }

  /** Whether an option was given that means nothing without {@code --command}. */
  boolean isStray() {
    return !wanted && (!environment.isEmpty() || input.isPresent());
  }

  Optional<String> input() {
    return input;
  }

  /**
   * The queue, which must be one for programs.
   *
   * @throws Complaint when it is not; says what to type
   */
  static Queue queue(Operations operations, String name, List<String> words) {
    var queue = Known.queue(operations, name).queue();
    if (!queue.executor().equals(EXECUTOR)) {
      throw new Complaint(Exit.REFUSED, refusal(operations, queue, words));
    }
    return queue;
  }

  private static String refusal(Operations operations, Queue queue, List<String> words) {
    var able =
        operations.queues().stream()
            .map(QueueStatus::queue)
            .filter(other -> other.executor().equals(EXECUTOR))
            .map(Queue::name)
            .toList();
    return "queue '%s' runs handlers (executor '%s'), not programs; "
            .formatted(queue.name(), queue.executor())
        + (able.isEmpty()
            ? "make one that does: percheron queues declare commands --executor command --option allow=%s – and push with --on commands"
                .formatted(program(words))
            : "push with --on " + able.stream().collect(Collectors.joining(" or --on ")));
  }

  private static String program(List<String> words) {
    return words.stream()
        .findFirst()
        .filter(word -> TYPED_AS_IT_IS.matcher(word).matches())
        .orElse("PROGRAM");
  }

  /** Its name among the jobs: that of the program's file. */
  static String handler(Queue queue, List<String> words) {
    var program = hasCommand(queue) ? queue.name() : words.stream().findFirst().orElse("");
    var file = program.substring(program.lastIndexOf('/') + 1);
    return TYPED_AS_IT_IS.matcher(file).matches() && file.length() <= Names.MAX_LENGTH
        ? file
        : EXECUTOR;
  }

  /**
   * The arguments of the job.
   *
   * @param read what it reads from stdin, if it was said
   */
  List<? extends @Nullable Object> arguments(
      Queue queue, List<String> words, List<? extends @Nullable Object> read) {
    if (environment.isEmpty() && read.isEmpty()) {
      return words;
    }
    var job = new LinkedHashMap<String, @Nullable Object>();
    job.put(hasCommand(queue) ? "arguments" : "command", words);
    if (!environment.isEmpty()) {
      job.put("environment", environment);
    }
    if (!read.isEmpty()) {
      job.put("input", read.getFirst());
    }
    return List.of(job);
  }

  private static boolean hasCommand(Queue queue) {
    return queue.options().containsKey("command");
  }
}

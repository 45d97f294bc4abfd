package dev.percheron.cli.jobs;

import dev.percheron.cli.options.Words;
import java.time.Duration;
import java.util.Optional;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --wait [DURATION]}: what follows it belongs to it only if it is a duration. */
final class WaitOption {
  @Option(
      names = "--wait",
      arity = "0..1",
      paramLabel = "DURATION",
      parameterConsumer = MaybeDuration.class,
      description =
          "Wait for its end, at most this long, print its result; the exit code is 0 when it succeeded, 1 when not, 124 when time was over.")
  private Optional<Duration> wait = Optional.empty();

  Optional<Duration> asked() {
    return wait;
  }

  /** Takes the next word if it is a duration. */
  static final class MaybeDuration implements IParameterConsumer {
    @Override
    @SuppressWarnings("JdkObsolete") // picocli's signature
    public void consumeParameters(Stack<String> rest, ArgSpec option, CommandSpec command) {
      var next = rest.isEmpty() ? Optional.<Duration>empty() : Words.maybeDuration(rest.peek());
      if (next.isPresent()) {
        rest.pop();
      }
      option.setValue(Optional.of(next.orElse(Deadline.LONG)));
    }
  }
}

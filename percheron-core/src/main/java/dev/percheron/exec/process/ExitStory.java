package dev.percheron.exec.process;

import dev.percheron.api.Failure;
import dev.percheron.api.Outcome;
import java.util.List;
import java.util.regex.Pattern;

/** What an exit code says to people. */
final class ExitStory {
  private static final int SIGNALS = 128;
  private static final int LAST_SIGNAL = SIGNALS + 64;

  private static final int OUT_OF_MEMORY = 3; // of -XX:+ExitOnOutOfMemoryError

  static final String NO_MEMORY = "exit code 3: ";

  // The third line of the summary that a JVM prints.
  private static final Pattern NATIVE_CRASH = Pattern.compile("(?m)^#  (SIG[A-Z]+ \\(0x\\w+\\))");

  private ExitStory() {}

  /** Whether a process that ended with {@code code} was ended by a signal. */
  static boolean isSignal(int code) {
    return code > SIGNALS && code <= LAST_SIGNAL;
  }

  /** A command's end that was no success. */
  static Outcome ofCommand(int code, ExitCodes.Meaning meaning, String lastOutput) {
    if (isSignal(code)) {
      return new Outcome.Crashed(
          Failure.of("percheron.Signal", "the command was ended by " + signal(code))
              .withStack(lastOutput));
    }
    var message = "the command ended with exit code " + code;
    return new Outcome.Failed(
        meaning == ExitCodes.Meaning.GIVE_UP
            ? new Failure("percheron.ExitCode", message, lastOutput, List.of(), List.of(GIVE_UP))
            : Failure.of("percheron.ExitCode", message).withStack(lastOutput));
  }

  // A failure that is a GiveUp is not tried again, whatever the policy says of others.
  private static final String GIVE_UP = "dev.percheron.api.GiveUp";

  /** A child JVM's end that nobody wanted, with the last that it printed. */
  static String ofChild(int code, String lastOutput) {
    var crash = NATIVE_CRASH.matcher(lastOutput);
    if (crash.find()) {
      return "exit code %d: a crash in native code, %s".formatted(code, crash.group(1));
    }
    if (code == OUT_OF_MEMORY) {
      return NO_MEMORY + "its heap or metaspace was exhausted";
    }
    return isSignal(code)
        ? "exit code " + code + ": " + signal(code)
        : "exit code " + code + ": the job ended its JVM";
  }

  /** The signal in an exit code. */
  static String signal(int code) {
    int number = code - SIGNALS;
    return switch (number) {
      case 1 -> "signal 1 (SIGHUP)";
      case 2 -> "signal 2 (SIGINT)";
      case 4 -> "signal 4 (SIGILL): an instruction that does not exist";
      case 6 -> "signal 6 (SIGABRT): it gave itself up";
      case 7 -> "signal 7 (SIGBUS): memory that is not there";
      case 8 -> "signal 8 (SIGFPE)";
      case 9 -> "signal 9 (SIGKILL): not by us, so by the kernel for want of memory, or by hand";
      case 11 -> "signal 11 (SIGSEGV): memory that is not its own";
      case 13 -> "signal 13 (SIGPIPE)";
      case 15 -> "signal 15 (SIGTERM): not by us";
      case 24 -> "signal 24 (SIGXCPU): its processor time was used up";
      default -> "signal " + number;
    };
  }
}

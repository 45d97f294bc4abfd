package dev.percheron.cli.hostile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a hostile job does, and what must become of it on each executor. The page <em>Hostile
 * jobs</em> shows these expectations; a test compares them.
 */
public enum Behaviour {
  /** Ends its process in order. */
  EXIT(
      "System.exit",
      "exit 7",
      false,
      new Expected(Set.of("crashed"), Set.of("failed"), Set.of("lost"))),
  /** Ends it at once. */
  HALT(
      "Runtime.halt",
      "kill -ABRT $$",
      false,
      new Expected(Set.of("crashed"), Set.of("crashed"), Set.of("lost"))),
  /** Wants more memory than there is. */
  HEAP(
      "fills the heap",
      "ulimit -v 200000; tail /dev/zero",
      false,
      new Expected(Set.of("crashed"), Set.of("failed", "crashed"), Set.of("failed", "lost"))),
  /** Computes for ever and hears nothing. */
  LOOP(
      "endless loop",
      "trap '' TERM; while :; do :; done",
      true,
      new Expected(Set.of("timed-out"), Set.of("timed-out"), Set.of("timed-out"))),
  /** Two wait for each other. */
  DEADLOCK(
      "deadlock",
      "trap '' TERM; tail -f --pid=$$ /dev/null",
      true,
      new Expected(Set.of("timed-out"), Set.of("timed-out"), Set.of("timed-out"))),
  /** Writes where there is no memory. */
  NATIVE(
      "native crash (writes to address 0)",
      "kill -SEGV $$",
      false,
      new Expected(Set.of("crashed"), Set.of("crashed"), Set.of("lost"))),
  /** Is killed by somebody else. */
  KILLED(
      "kill -9 of its process",
      "kill -KILL $$",
      false,
      new Expected(Set.of("crashed"), Set.of("crashed"), Set.of("lost"))),
  /** Calls itself without an end. */
  OVERFLOW(
      "stack overflow",
      "f() { f; }; f",
      false,
      new Expected(Set.of("failed"), Set.of("crashed", "failed"), Set.of("failed"))),
  /** Starts many threads or processes that never end. */
  THREADS(
      "thread bomb (%d threads, or 50 processes)".formatted(HostileJobs.THREADS),
      "trap '' TERM; i=0; while [ $i -lt 50 ]; do sleep 600 & i=$((i+1)); done; wait; wait; wait",
      true,
      new Expected(Set.of("timed-out"), Set.of("timed-out"), Set.of("timed-out"))),
  /** Prints a gigabyte. */
  FLOOD(
      "prints 1 GB",
      "head -c %d /dev/zero".formatted(HostileJobs.FLOOD),
      false,
      new Expected(Set.of("succeeded"), Set.of("failed"), Set.of("succeeded"))),
  /** Closes what it was given. */
  STREAMS(
      "closes stdin, stdout and stderr",
      "exec <&- >&- 2>&-; exit 0",
      false,
      new Expected(Set.of("succeeded"), Set.of("succeeded"), Set.of("succeeded"))),
  /** Leaves a process behind. */
  GRANDCHILD(
      "dies and leaves a child of its own",
      "sleep 600 & echo $! >> \"$1\"; exit 9",
      false,
      new Expected(Set.of("crashed"), Set.of("failed"), Set.of("lost")));

  /**
   * The outcomes that are right.
   *
   * @param process of its attempt on the executor {@code process}
   * @param command of the program that does the like
   * @param inProcess on executors in the worker's own JVM; {@code lost} means that the worker died
   *     and the job was rescued by another
   */
  public record Expected(Set<String> process, Set<String> command, Set<String> inProcess) {
    Set<String> on(String executor) {
      return switch (executor) {
        case "process" -> process;
        case "command" -> command;
        default -> inProcess;
      };
    }
  }

  private final String title;
  private final String script;
  private final boolean stopped;
  private final Expected expected;

  Behaviour(String title, String script, boolean stopped, Expected expected) {
    this.title = title;
    this.script = script;
    this.stopped = stopped;
    this.expected = expected;
  }

  /** In a few words. */
  public String title() {
    return title;
  }

  /** The handler that does it, of {@link HostileJobs}. */
  public String handler() {
    return "hostile." + name().toLowerCase(Locale.ROOT);
  }

  /** A program that does the like; the file for its marks follows. */
  public List<String> program() {
    return List.of("/bin/sh", "-c", "echo $$ > \"$1\"; " + script, "sh");
  }

  /** Whether only its time limit ends it. */
  public boolean isStopped() {
    return stopped;
  }

  /** The outcomes that are right on {@code executor}. */
  public Set<String> expected(String executor) {
    return expected.on(executor);
  }

  /** Whether the worker's own JVM dies of it where it shares it. */
  public boolean isLethal() {
    return expected.inProcess().contains("lost");
  }

  /** The table of expectations, as the page has it. */
  public static String page() {
    var page = new StringBuilder("| a job that | `process` | `command` | `virtual`, `threads` |\n");
    page.append("|---|---|---|---|\n");
    Arrays.stream(values()).forEach(one -> page.append(one.row()));
    return page.toString();
  }

  private String row() {
    return "| %s | %s | %s | %s |%n"
        .formatted(title, words("process"), words("command"), words("virtual") + harm());
  }

  private String words(String executor) {
    return String.join(" or ", expected(executor).stream().sorted().toList());
  }

  private String harm() {
    return switch (this) {
      case EXIT, HALT, NATIVE, KILLED -> "; **the worker dies**";
      case GRANDCHILD -> "; **the worker dies, what it left lives on**";
      case HEAP -> "; **the worker and its neighbours may die**";
      case LOOP, DEADLOCK -> "; **its thread goes on**";
      case THREADS -> "; **its threads go on**";
      case STREAMS -> "; **the worker has them no more, either**";
      case FLOOD -> "; into the worker's own output";
      case OVERFLOW -> "";
    };
  }
}

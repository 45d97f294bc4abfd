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
  EXIT("System.exit", "exit 7", false, "crashed", "failed", "lost"),
  /** Ends it at once. */
  HALT("Runtime.halt", "kill -ABRT $$", false, "crashed", "crashed", "lost"),
  /** Wants more memory than there is. */
  HEAP(
      "fills the heap",
      "ulimit -v 200000; tail /dev/zero",
      false,
      "crashed",
      "crashed or failed",
      "failed or lost"),
  /** Computes for ever and hears nothing. */
  LOOP(
      "endless loop",
      "trap '' TERM; while :; do :; done",
      true,
      "timed-out",
      "timed-out",
      "timed-out"),
  /** Two wait for each other. */
  DEADLOCK(
      "deadlock",
      "trap '' TERM; tail -f --pid=$$ /dev/null",
      true,
      "timed-out",
      "timed-out",
      "timed-out"),
  /** Writes where there is no memory. */
  NATIVE(
      "native crash (writes to address 0)", "kill -SEGV $$", false, "crashed", "crashed", "lost"),
  /** Is killed by somebody else. */
  KILLED("kill -9 of its process", "kill -KILL $$", false, "crashed", "crashed", "lost"),
  /** Calls itself without an end. */
  OVERFLOW("stack overflow", "f() { f; }; f", false, "failed", "crashed or failed", "failed"),
  /** Starts many threads or processes that never end. */
  THREADS(
      "thread bomb (%d threads, or 50 processes)".formatted(HostileJobs.THREADS),
      "trap '' TERM; i=0; while [ $i -lt 50 ]; do sleep 600 & i=$((i+1)); done; wait; wait; wait",
      true,
      "timed-out",
      "timed-out",
      "timed-out"),
  /** Prints a gigabyte. */
  FLOOD(
      "prints 1 GB",
      "head -c %d /dev/zero".formatted(HostileJobs.FLOOD),
      false,
      "succeeded",
      "failed",
      "succeeded"),
  /** Closes what it was given. */
  STREAMS(
      "closes stdin, stdout and stderr",
      "exec <&- >&- 2>&-; exit 0",
      false,
      "succeeded",
      "succeeded",
      "succeeded"),
  /** Leaves a process behind. */
  GRANDCHILD(
      "dies and leaves a child of its own",
      "sleep 600 & echo $! >> \"$1\"; exit 9",
      false,
      "crashed",
      "failed",
      "lost");

  private final String title;
  private final String script;
  private final boolean stopped;
  // Outcomes that are right, separated by "or"; "lost" means that the worker died and another one
  // rescued the job.
  private final String inProcess;
  private final String onProcess;
  private final String onCommand;

  Behaviour(
      String title,
      String script,
      boolean stopped,
      String onProcess,
      String onCommand,
      String inProcess) {
    this.title = title;
    this.script = script;
    this.stopped = stopped;
    this.onProcess = onProcess;
    this.onCommand = onCommand;
    this.inProcess = inProcess;
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
    return Set.of(words(executor).split(" or ", -1));
  }

  private String words(String executor) {
    return switch (executor) {
      case "process" -> onProcess;
      case "command" -> onCommand;
      default -> inProcess;
    };
  }

  /** Whether the worker's own JVM dies of it where it shares it. */
  public boolean isLethal() {
    return inProcess.contains("lost");
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

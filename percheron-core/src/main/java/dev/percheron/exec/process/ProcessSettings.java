package dev.percheron.exec.process;

import dev.percheron.api.Limits;
import dev.percheron.api.Names;
import dev.percheron.api.Queue;
import dev.percheron.json.PlainJson;
import dev.percheron.spi.ExecutorOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a queue says about its child JVMs.
 *
 * @param memory how much of each kind a child has
 * @param upkeep how many there are, and for how long
 * @param flags more flags for its JVM
 * @param classPath its class path; the worker's by default
 * @param directory where it works; a folder of its own when blank
 * @param environment the names of the worker's environment that it sees
 * @param initialiser the class that is run once in each; none when blank
 * @param window how many short jobs are handed to a child at once, at most
 * @param startTimeout how long it may take to be ready
 * @param aotCache {@code auto}, {@code off}, or the folder of the cache
 * @param graces of the ladder
 */
record ProcessSettings(
    ChildMemory memory,
    Upkeep upkeep,
    List<String> flags,
    String classPath,
    String directory,
    Set<String> environment,
    String initialiser,
    int window,
    Duration startTimeout,
    String aotCache,
    Climb.Graces graces) {
  /**
   * @param spare how many are warm beyond those that work
   * @param minChildren how many are kept when nothing is to be done
   * @param idleTimeout after how long without work the others end
   * @param recycleAfter after how many attempts one is replaced
   * @param recycleAge at which age one is replaced
   */
  record Upkeep(
      int spare, int minChildren, Duration idleTimeout, int recycleAfter, Duration recycleAge) {}

  private static final Set<String> KNOWN =
      Set.of(
          "heap",
          "direct-memory",
          "metaspace",
          "stack",
          "jvm-flags",
          "class-path",
          "directory",
          "environment",
          "spare",
          "min-children",
          "idle-timeout",
          "initialiser",
          "aot-cache",
          "recycle-after",
          "recycle-age",
          "window",
          "start-timeout",
          "token-grace",
          "interrupt-grace");
  private static final Pattern CLASS = Pattern.compile("(\\w|\\$)+(\\.(\\w|\\$)+)*");
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_SPARE = 100;
  private static final int MOST_AHEAD = 64;

  /**
   * Reads the options of {@code queue}.
   *
   * @throws IllegalArgumentException when one is unknown or out of its range
   */
  static ProcessSettings of(Queue queue) {
    var options = ExecutorOptions.of(queue, KNOWN);
    return new ProcessSettings(
        ChildMemory.of(options),
        upkeep(options, queue.concurrency().orElse(ProcessExecutor.defaultConcurrency())),
        flags(options.text("jvm-flags", "[]")),
        options.text("class-path", ownClassPath()),
        options.text("directory", ""),
        CommandSettings.names("environment", options.text("environment", "")),
        initialiser(options.text("initialiser", "").strip()),
        options.number("window", 16, 1, MOST_AHEAD),
        options.duration("start-timeout", Duration.ofSeconds(10), SHORTEST, LONGEST),
        options.text("aot-cache", "auto").strip(),
        new Climb.Graces(
            options.duration("token-grace", Duration.ZERO, Duration.ZERO, LONGEST),
            options.duration("interrupt-grace", Duration.ofSeconds(1), SHORTEST, LONGEST)));
  }

  private static Upkeep upkeep(ExecutorOptions options, int concurrency) {
    return new Upkeep(
        options.number("spare", Math.max(1, concurrency / 10), 0, MOST_SPARE),
        options.number("min-children", 0, 0, Queue.MOST_CONCURRENCY),
        options.duration("idle-timeout", Duration.ofMinutes(1), SHORTEST, Duration.ofDays(366)),
        options.number("recycle-after", 1_000_000, 1, Integer.MAX_VALUE),
        options.duration("recycle-age", Duration.ofHours(1), SHORTEST, Duration.ofDays(366)));
  }

  private static String initialiser(String name) {
    if (!name.isEmpty() && !CLASS.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "option 'initialiser' takes the name of a class, was '%s'".formatted(Names.shown(name)));
    }
    return name;
  }

  private static List<String> flags(String text) {
    try {
      return CommandCall.vector("option 'jvm-flags'", PlainJson.read(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "option 'jvm-flags' takes a JSON array of texts such as [\"-Xss2m\"], was '%s'"
              .formatted(Names.shown(text)),
          e);
    }
  }

  private static String ownClassPath() {
    var classes = System.getProperty("java.class.path", "");
    var modules = System.getProperty("jdk.module.path", "");
    return classes.isEmpty() || modules.isEmpty()
        ? classes + modules
        : classes + File.pathSeparator + modules;
  }

  /** The entries of its class path, found from where the worker works: a child works elsewhere. */
  List<String> absoluteClassPath() {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(classPath)
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .toList();
  }

  /** MiB of heap of an ordinary child. */
  int heap() {
    return memory.heap();
  }

  /** MiB of heap of a child for an attempt with {@code limits}. */
  int heapFor(Limits limits) {
    return memory.heapFor(limits);
  }

  int spare() {
    return upkeep.spare();
  }

  int minChildren() {
    return upkeep.minChildren();
  }

  Duration idleTimeout() {
    return upkeep.idleTimeout();
  }

  int recycleAfter() {
    return upkeep.recycleAfter();
  }

  Duration recycleAge() {
    return upkeep.recycleAge();
  }

  /**
   * Checks what only the machine that runs the children can know.
   *
   * @throws IllegalArgumentException when something is not there
   */
  void check() {
    memory.check();
    Programs.checkDirectory(Path.of(directory).toAbsolutePath());
    if (!classPath.equals(ownClassPath())) { // ours may name what is not there, and we run
      checkClassPath();
    }
  }

  private void checkClassPath() {
    for (var entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
      if (!entry.isEmpty() && !entry.endsWith("*") && Files.notExists(Path.of(entry))) {
        throw new IllegalArgumentException(
            "the class path has '%s', which does not exist".formatted(Names.shown(entry)));
      }
    }
  }
}

package dev.percheron.exec.process;

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
 * @param heap the most heap of a child, such as {@code 256m}
 * @param flags more flags for its JVM
 * @param classPath its class path; the worker's by default
 * @param directory where it works
 * @param environment the names of the worker's environment that it sees
 * @param recycleAfter after how many attempts it is replaced
 * @param startTimeout how long it may take to be ready
 * @param graces of the ladder
 */
record ProcessSettings(
    String heap,
    List<String> flags,
    String classPath,
    String directory,
    Set<String> environment,
    int recycleAfter,
    Duration startTimeout,
    Climb.Graces graces) {
  private static final Set<String> KNOWN =
      Set.of(
          "heap",
          "jvm-flags",
          "class-path",
          "directory",
          "environment",
          "recycle-after",
          "start-timeout",
          "token-grace",
          "interrupt-grace");
  private static final Pattern SIZE = Pattern.compile("[1-9]\\d{0,6}[mMgG]");
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * Reads the options of {@code queue}.
   *
   * @throws IllegalArgumentException when one is unknown or out of its range
   */
  static ProcessSettings of(Queue queue) {
    var options = ExecutorOptions.of(queue, KNOWN);
    return new ProcessSettings(
        heap(options.text("heap", "256m")),
        flags(options.text("jvm-flags", "[]")),
        options.text("class-path", ownClassPath()),
        options.text("directory", ""),
        CommandSettings.names("environment", options.text("environment", "")),
        options.number("recycle-after", 1_000, 1, Integer.MAX_VALUE),
        options.duration("start-timeout", Duration.ofSeconds(10), SHORTEST, LONGEST),
        new Climb.Graces(
            options.duration("token-grace", Duration.ZERO, Duration.ZERO, LONGEST),
            options.duration("interrupt-grace", Duration.ofSeconds(1), SHORTEST, LONGEST)));
  }

  private static String heap(String text) {
    if (!SIZE.matcher(text.strip()).matches()) {
      throw new IllegalArgumentException(
          "option 'heap' takes a size such as 256m or 2g, was '%s'".formatted(Names.shown(text)));
    }
    return text.strip();
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

  /**
   * Checks what only the machine that runs the children can know.
   *
   * @throws IllegalArgumentException when something is not there
   */
  void check() {
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

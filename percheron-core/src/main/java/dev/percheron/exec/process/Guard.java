package dev.percheron.exec.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts processes so that they can be ended with all that they have started, and so that none
 * outlives this JVM.
 *
 * <p>Where there is {@code setsid}, each process leads a group of its own, and one small shell
 * keeps the list of them. It kills groups when told to, and all of them when its input ends, which
 * happens however this JVM dies. {@code setpriv}, where present, ties each process to this JVM as
 * well, for the moment between its birth and its entry in the list. Elsewhere what can be found
 * through {@link ProcessHandle#descendants()} is killed, and the rest is not.
 *
 * <p>Safe for use by many threads.
 */
final class Guard {
  private static final Guard INSTANCE = new Guard();

  private static final Optional<String> SHELL = found("/bin/sh");
  private static final Optional<String> SETSID = found("/usr/bin/setsid", "/bin/setsid");
  private static final Optional<String> SETPRIV = found("/usr/bin/setpriv", "/bin/setpriv");

  /** Forgetting a group kills what is left in it: a job does not leave processes behind. */
  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM
      live=' '
      while read -r what id; do
        case $what in
          start) live="$live$id " ;;
          kill) kill -KILL "-$id" ;;
          over) kill -KILL "-$id"; live="${live%% $id *} ${live#* $id }" ;;
        esac
      done
      for id in $live; do kill -KILL "-$id"; done
      """;

  // A death signal is tied to the thread that started the process, so this one never ends.
  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("percheron-starter").daemon().factory());

  private @Nullable Writer shell; // guarded by this

  private Guard() {}

  static Guard instance() {
    return INSTANCE;
  }

  /**
   * Starts a process.
   *
   * @param rewired whether it finds its channel on the descriptors 3 and 4, and its own output on
   *     2, instead of 0 and 1
   * @throws IOException when it cannot be started
   */
  Process start(ProcessBuilder builder, boolean rewired) throws IOException {
    builder.command(wrapped(builder.command(), rewired));
    var process = begun(builder);
    tell("start", process.pid());
    return process;
  }

  private Process begun(ProcessBuilder builder) throws IOException {
    try {
      return starter.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting a process", e);
    }
  }

  private static List<String> wrapped(List<String> command, boolean rewired) {
    if (SHELL.isEmpty()) {
      return command;
    }
    var words = new ArrayList<String>();
    words.add(SHELL.orElseThrow());
    words.add("-c");
    var rewiring = rewired ? " exec 3<&0 4>&1 0</dev/null 1>&2;" : "";
    words.add("ulimit -c 0;" + rewiring + " exec \"$@\""); // the words after it are never parsed
    words.add("percheron");
    SETSID.ifPresent(words::add);
    SETPRIV.ifPresent(setpriv -> words.addAll(List.of(setpriv, "--pdeathsig", "KILL", "--")));
    words.addAll(command);
    return words;
  }

  /** Asks it and all that it has started to terminate. */
  void terminate(Process process) {
    var all = tree(process);
    all.forEach(ProcessHandle::destroy);
  }

  /** Kills it and all that it has started. */
  void kill(Process process) {
    var all = tree(process); // before the kill: orphans have no parent to be found by
    tell("kill", process.pid());
    all.forEach(ProcessHandle::destroyForcibly);
  }

  /** It has ended: kills what it left behind. */
  void over(Process process) {
    tell("over", process.pid());
  }

  private static List<ProcessHandle> tree(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  private synchronized void tell(String what, long group) {
    if (SHELL.isEmpty() || SETSID.isEmpty()) {
      return; // it leads no group, and the number might be another's
    }
    try {
      var out = shell == null ? newShell() : shell;
      shell = out;
      out.write(what + " " + group + "\n");
      out.flush();
    } catch (IOException e) {
      shell = null; // somebody killed it; the next one gets another
    }
  }

  private Writer newShell() throws IOException {
    var builder =
        new ProcessBuilder(SETSID.orElseThrow(), SHELL.orElseThrow(), "-c", SCRIPT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .directory(Path.of("/").toFile());
    builder.environment().clear();
    return begun(builder).outputWriter(StandardCharsets.US_ASCII);
  }

  private static Optional<String> found(String... paths) {
    return Stream.of(paths).filter(path -> Files.isExecutable(Path.of(path))).findFirst();
  }

  /** Ends a stream that nobody reads any more. */
  static void closeQuietly(AutoCloseable stream) {
    try {
      stream.close();
    } catch (IOException | UncheckedIOException e) {
      // the other side has gone, which is what we wanted
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

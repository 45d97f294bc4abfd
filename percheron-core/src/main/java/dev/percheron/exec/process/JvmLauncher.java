package dev.percheron.exec.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Starts real JVMs. */
final class JvmLauncher implements ChildLauncher {
  @Override
  public ChildLink launch(List<String> command, Map<String, String> environment, Path directory)
      throws IOException {
    var builder = new ProcessBuilder(new ArrayList<>(command)).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Link(Guard.instance().start(builder, true));
  }

  /** The command line of a child. */
  static List<String> command(ProcessSettings settings) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "-Xmx" + settings.heap(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:LoopStripMiningIter=1", // what the next asks for; else it warns
            "-XX:+UseCountedLoopSafepoints", // else a tight loop keeps its stack to itself
            "-XX:ErrorFile=/dev/null", // its summary is printed, and that is captured
            "-Xshare:auto"));
    words.addAll(settings.flags());
    words.addAll(List.of("-cp", settings.classPath(), Child.class.getName()));
    return words;
  }

  /** Nothing of the worker's but its path and what the queue names. */
  static Map<String, String> environment(ProcessSettings settings) {
    var environment = new TreeMap<String, String>();
    System.getenv()
        .forEach((name, value) -> {
          if (name.equals("PATH") || settings.environment().contains(name)) {
            environment.put(name, value);
          }
        });
    return environment;
  }

  private record Link(Process process) implements ChildLink {
    @Override
    public InputStream in() {
      return process.getInputStream();
    }

    @Override
    public OutputStream out() {
      return process.getOutputStream();
    }

    @Override
    public InputStream printed() {
      return process.getErrorStream();
    }

    @Override
    public long pid() {
      return process.pid();
    }

    @Override
    public void kill() {
      Guard.instance().kill(process);
    }

    @Override
    public CompletableFuture<Integer> exit() {
      return process.onExit().thenApply(Process::exitValue);
    }

    @Override
    public void over() {
      Guard.instance().over(process);
    }
  }
}

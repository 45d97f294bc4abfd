package dev.percheron.exec.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Starts real JVMs. */
final class JvmLauncher implements ChildLauncher {
  /** What every child has. */
  static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:LoopStripMiningIter=1", // what the next asks for; else it warns
          "-XX:+UseCountedLoopSafepoints", // else a tight loop keeps its stack to itself
          "-XX:-UsePerfData"); // a file in the temporary folder of everybody

  private static final Optional<Path> HOME = Cgroup.home();

  static {
    HOME.ifPresent(Cgroup::sweep);
  }

  @Override
  public ChildLink launch(List<String> command, Map<String, String> environment, Path directory)
      throws IOException {
    var builder = new ProcessBuilder(new ArrayList<>(command)).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Link(Guard.instance().start(builder, true));
  }

  /** The command line of a child with {@code heap} MiB, with {@code more} flags. */
  static List<String> command(ProcessSettings settings, int heap, Nest nest, List<String> more) {
    var words = new ArrayList<String>();
    words.add(java());
    words.addAll(settings.memory().flags(heap));
    words.addAll(FLAGS);
    words.add("-XX:ErrorFile=" + nest.errorFile());
    words.add("-Djava.io.tmpdir=" + nest.temporary());
    words.addAll(more);
    words.addAll(settings.flags());
    words.add("-cp");
    words.add(String.join(File.pathSeparator, settings.absoluteClassPath()));
    words.add(Child.class.getName());
    return words;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
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

  private static final class Link implements ChildLink {
    private final Process process;
    private final Optional<Cgroup> group;
    private final CompletableFuture<Integer> exit;
    private volatile boolean overBound;

    Link(Process process) {
      this.process = process;
      this.group = HOME.flatMap(home -> group(home, process));
      this.exit = process.onExit().thenApply(this::ended);
    }

    private static Optional<Cgroup> group(Path home, Process process) {
      try {
        return Optional.of(Cgroup.of(home, process.pid()));
      } catch (IOException e) {
        return Optional.empty(); // then it is measured
      }
    }

    private int ended(Process over) {
      overBound = group.filter(Cgroup::hasKilled).isPresent();
      group.ifPresent(Cgroup::remove);
      return over.exitValue();
    }

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
      return exit;
    }

    @Override
    public Usage usage() {
      return ProcUsage.of(process.toHandle());
    }

    @Override
    public boolean bound(long bytes) {
      return group.filter(its -> its.bound(bytes)).isPresent();
    }

    @Override
    public void unbound() {
      group.ifPresent(Cgroup::unbound);
    }

    @Override
    public boolean wasOverBound() {
      return overBound;
    }

    @Override
    public void over() {
      Guard.instance().over(process);
    }
  }
}

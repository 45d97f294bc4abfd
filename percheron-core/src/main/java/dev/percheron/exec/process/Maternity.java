package dev.percheron.exec.process;

import dev.percheron.exec.process.Frame.Kind;
import dev.percheron.spi.HandlerSource.Elsewhere;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts the children of one queue. */
final class Maternity {
  /** For a child that is watched, to begin, and to write what was seen. */
  private static final Duration WATCHED = Duration.ofMinutes(2);

  private final ProcessSettings settings;
  private final ChildLauncher launcher;
  private final Elsewhere handlers;
  private final AotCache cache;

  Maternity(ProcessSettings settings, ChildLauncher launcher, Elsewhere handlers) {
    this.settings = settings;
    this.launcher = launcher;
    this.handlers = handlers;
    this.cache = AotCache.of(settings, handlers);
  }

  /**
   * A child that is ready.
   *
   * @throws IOException when there is none; the message says why
   */
  ChildWorker child(Pool pool, int heap) throws IOException {
    var nest = Nests.next();
    try {
      var flags = cache.flags();
      var child = new ChildWorker(pool, heap, nest, launched(heap, nest, flags));
      greet(pool, child, flags);
      cache.make(this::train);
      return child;
    } catch (IOException e) {
      nest.remove();
      throw e;
    }
  }

  private void greet(Pool pool, ChildWorker child, List<String> flags) throws IOException {
    try {
      child.greet(config(), settings.startTimeout());
    } catch (IOException e) {
      if (!flags.isEmpty() && !child.hasSaidHello() && !pool.isClosed()) {
        cache.distrust(); // perhaps it is the reason; the next one begins without
      }
      throw e;
    }
  }

  private ChildLink launched(int heap, Nest nest, List<String> flags) throws IOException {
    var command = JvmLauncher.command(settings, heap, nest, flags);
    return launcher.launch(command, JvmLauncher.environment(settings), directory(nest));
  }

  private Path directory(Nest nest) {
    return settings.directory().isBlank()
        ? nest.folder()
        : Path.of(settings.directory()).toAbsolutePath();
  }

  private Map<String, Object> config() {
    var config = new LinkedHashMap<String, Object>();
    config.put("source", handlers.source());
    config.put("handlers", handlers.handlers());
    if (!settings.initialiser().isBlank()) {
      config.put("initialiser", settings.initialiser());
    }
    return config;
  }

  /** Starts a child that runs no job, and has its JVM write down what it has loaded. */
  private void train(Path file) throws IOException {
    var nest = Nests.next();
    try {
      var seen = nest.temporary().resolve("seen.aot");
      watch(nest, seen);
      Files.move(seen, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      nest.remove();
    }
  }

  private void watch(Nest nest, Path seen) throws IOException {
    var flags =
        List.of("-XX:AOTCacheOutput=" + seen, "-Xlog:disable", "-D" + Child.WATCHED + "=true");
    var link = launched(settings.heap(), nest, flags);
    var _ = Capture.of(link.printed(), 0, line -> {});
    try {
      lead(new Channel(link.in(), link.out()));
      Guard.closeQuietly(link.out());
      var _ = link.exit().get(WATCHED.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("a watched child did not end", e);
    } finally {
      link.kill();
      link.over();
    }
  }

  /** Without the initialiser, which may do what should be done for jobs only. */
  private void lead(Channel channel) throws IOException {
    var _ = channel.expect(Kind.HELLO);
    channel.send(
        Kind.CONFIG,
        0,
        Map.of("source", handlers.source(), "handlers", handlers.handlers(), "rehearse", true));
    var _ = channel.expect(Kind.READY);
    channel.put(Kind.RUN, 1, Wire.rehearsal()); // sent before the answer is waited for
    while (channel.receive().kind() != Kind.ENDED) {
      // it says that it has started, and what else it has to say
    }
    channel.send(Kind.DRAIN, 0, Map.of());
  }
}

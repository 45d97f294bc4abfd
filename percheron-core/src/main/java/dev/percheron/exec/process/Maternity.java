package dev.percheron.exec.process;

import dev.percheron.spi.HandlerSource.Elsewhere;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts the children of one queue. */
final class Maternity {
  private final ProcessSettings settings;
  private final ChildLauncher launcher;
  private final Elsewhere handlers;

  Maternity(ProcessSettings settings, ChildLauncher launcher, Elsewhere handlers) {
    this.settings = settings;
    this.launcher = launcher;
    this.handlers = handlers;
  }

  /**
   * A child that is ready.
   *
   * @throws IOException when there is none; the message says why
   */
  ChildWorker child(Pool pool, int heap) throws IOException {
    var nest = Nests.next();
    try {
      var command = JvmLauncher.command(settings, heap, nest, List.of());
      var link = launcher.launch(command, JvmLauncher.environment(settings), directory(nest));
      var child = new ChildWorker(pool, heap, nest, link);
      child.greet(config(), settings.startTimeout());
      return child;
    } catch (IOException e) {
      nest.remove();
      throw e;
    }
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

  void close() {}
}

package dev.percheron.testkit.executor.process;

import dev.percheron.exec.process.ChildLauncher;
import dev.percheron.exec.process.ChildLink;
import dev.percheron.exec.process.ChildLoop;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Children that are threads of this JVM, so that the contract's handlers, which are lambdas, exist
 * in them too. All but the process is real: the loop of the child, the frames, two pipes. Killing
 * one closes its pipes; what its job does goes on, which real processes are tested for.
 */
final class ThreadLauncher implements ChildLauncher {
  @Override
  public ChildLink launch(List<String> command, Map<String, String> environment, Path directory)
      throws IOException {
    var link = new Link(Pipe.open(), Pipe.open(), new CompletableFuture<>());
    Thread.ofPlatform().daemon().start(link::work);
    return link;
  }

  private record Link(Pipe toChild, Pipe fromChild, CompletableFuture<Integer> exit)
      implements ChildLink {
    void work() {
      new ChildLoop(
              Channels.newInputStream(toChild.source()),
              Channels.newOutputStream(fromChild.sink()),
              () -> false)
          .run(1);
      exit.complete(0);
      close();
    }

    private void close() {
      try {
        toChild.source().close();
        toChild.sink().close();
        fromChild.sink().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public InputStream in() {
      return Channels.newInputStream(fromChild.source());
    }

    @Override
    public OutputStream out() {
      return Channels.newOutputStream(toChild.sink());
    }

    @Override
    public InputStream printed() {
      return InputStream.nullInputStream();
    }

    @Override
    public long pid() {
      return 1;
    }

    @Override
    public void kill() {
      exit.complete(137);
      close();
    }

    @Override
    public void over() {}
  }
}

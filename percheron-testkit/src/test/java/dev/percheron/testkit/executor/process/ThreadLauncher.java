package dev.percheron.testkit.executor.process;

import dev.percheron.exec.process.ChildLauncher;
import dev.percheron.exec.process.ChildLink;
import dev.percheron.exec.process.ChildLoop;
import dev.percheron.exec.process.Premises;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Children that are threads of this JVM, so that the contract's handlers, which are lambdas, exist
 * in them too. All but the process is real: the loop of the child, the frames. Killing one closes
 * its pipes; what its job does goes on, which real processes are tested for.
 */
final class ThreadLauncher implements ChildLauncher {
  @Override
  public ChildLink launch(List<String> command, Map<String, String> environment, Path directory)
      throws IOException {
    var link = new Link(new Conduit(false), new Conduit(true), new CompletableFuture<>());
    Thread.ofPlatform().daemon().start(link::work);
    return link;
  }

  private record Link(Conduit toChild, Conduit fromChild, CompletableFuture<Integer> exit)
      implements ChildLink {
    void work() {
      new ChildLoop(toChild.out(), fromChild.in(), Premises.NONE).run(1);
      exit.complete(0);
      close();
    }

    private void close() {
      toChild.close();
      fromChild.close();
    }

    @Override
    public InputStream in() {
      return fromChild.out();
    }

    @Override
    public OutputStream out() {
      return toChild.in();
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

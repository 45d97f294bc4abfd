package dev.percheron.testkit.executor.process;

import dev.percheron.exec.process.ChildLauncher;
import dev.percheron.exec.process.ChildLink;
import dev.percheron.exec.process.ChildLoop;
import dev.percheron.exec.process.Premises;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
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
 *
 * <p>What a child says has been heard when it goes on: these tests hold the clock, and move it when
 * they see a handler run.
 */
final class ThreadLauncher implements ChildLauncher {
  @Override
  public ChildLink launch(List<String> command, Map<String, String> environment, Path directory)
      throws IOException {
    var link = new Link(Pipe.open(), Pipe.open(), new Step(), new CompletableFuture<>());
    Thread.ofPlatform().daemon().start(link::work);
    return link;
  }

  /** Says when all that was written has been read and the reader asks for more. */
  private static final class Step {
    private long written; // guarded by this
    private long read; // guarded by this
    private boolean asking; // guarded by this
    private boolean over; // guarded by this

    synchronized void write(int bytes) {
      written += bytes;
    }

    synchronized void asks() {
      asking = true;
      notifyAll();
    }

    synchronized void read(int bytes) {
      asking = false;
      read += bytes;
    }

    synchronized void end() {
      over = true;
      notifyAll();
    }

    synchronized void awaitHeard() {
      try {
        while (!over && (read < written || !asking)) {
          wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private record Link(Pipe toChild, Pipe fromChild, Step step, CompletableFuture<Integer> exit)
      implements ChildLink {
    void work() {
      new ChildLoop(Channels.newInputStream(toChild.source()), said(), Premises.NONE).run(1);
      exit.complete(0);
      close();
    }

    private OutputStream said() {
      return new FilterOutputStream(Channels.newOutputStream(fromChild.sink())) {
        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          step.write(length);
          out.write(bytes, from, length);
          step.awaitHeard();
        }
      };
    }

    private void close() {
      step.end();
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
      return new FilterInputStream(Channels.newInputStream(fromChild.source())) {
        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
          step.asks();
          int read = in.read(bytes, from, length);
          step.read(Math.max(0, read));
          return read;
        }
      };
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

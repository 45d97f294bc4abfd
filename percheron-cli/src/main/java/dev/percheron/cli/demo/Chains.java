package dev.percheron.cli.demo;

import dev.percheron.api.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Digests a file as a chain of asynchronous reads: each begins when the one before has ended. The
 * handler returns at once, so one thread has a hundred such chains under way.
 */
final class Chains implements CompletionHandler<Integer, Long> {
  private static final int CHUNK = 64 * 1024;

  private final AsynchronousFileChannel file;
  private final CompletableFuture<String> result = new CompletableFuture<>();
  // Used by one read after the other; the channel hands over from thread to thread.
  private final MessageDigest sha = Digests.sha256();
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

  private Chains(AsynchronousFileChannel file) {
    this.file = file;
  }

  /** The digest, as {@code sha256sum} prints it, once all is read. */
  @Handler("demo.chain")
  static CompletionStage<String> chain(String file) throws IOException {
    var chain = new Chains(AsynchronousFileChannel.open(Path.of(file), StandardOpenOption.READ));
    chain.read(0);
    return chain.result;
  }

  private void read(long position) {
    file.read(chunk, position, position, this);
  }

  @Override
  public void completed(Integer read, Long position) {
    if (read < 0 || result.isDone()) {
      close();
      result.complete(Digests.hex(sha));
      return;
    }
    sha.update(chunk.flip());
    chunk.clear();
    read(position + read);
  }

  @Override
  public void failed(Throwable trouble, Long position) {
    close();
    result.completeExceptionally(trouble);
  }

  private void close() {
    try {
      file.close();
    } catch (IOException e) {
      result.completeExceptionally(new UncheckedIOException(e));
    }
  }
}

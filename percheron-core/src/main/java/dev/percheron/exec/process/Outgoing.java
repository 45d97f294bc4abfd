package dev.percheron.exec.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Frames that wait to be written. Guarded by whoever has it. */
final class Outgoing {
  private static final int USUAL = 1 << 13;
  private static final int LARGE = 1 << 20; // is not kept for the next

  private byte[] bytes = new byte[USUAL];
  private int size;

  void frame(Frame.Kind kind, long attempt, byte[] body) {
    int length = Channel.HEAD + body.length;
    reserve(4 + length);
    ByteBuffer.wrap(bytes, size, 4 + length)
        .putInt(length)
        .put((byte) kind.code)
        .putLong(attempt)
        .put(body);
    size += 4 + length;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  int size() {
    return size;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  Outgoing emptied() {
    size = 0;
    return bytes.length > LARGE ? new Outgoing() : this;
  }
}

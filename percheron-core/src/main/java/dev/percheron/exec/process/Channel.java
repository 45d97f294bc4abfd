package dev.percheron.exec.process;

import dev.percheron.exec.process.Frame.Kind;
import dev.percheron.json.PlainJson;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Frames over two pipes: {@code length | kind | attempt | body}, big-endian, the length that of all
 * that follows it. Many threads may send; one at a time receives.
 *
 * <p>What is put waits until somebody flushes, so that several frames cost one write. Whoever
 * receives flushes before it waits.
 */
final class Channel {
  /** What both sides must speak. */
  static final int VERSION = 1;

  /** The longest frame, without its length. */
  static final int LONGEST = 16 << 20;

  /** Kind and attempt. */
  static final int HEAD = 9;

  private final Inlet in;
  private final OutputStream out; // written under writing
  private final ReentrantLock writing = new ReentrantLock();
  private Outgoing waiting = new Outgoing(); // guarded by this
  private Outgoing spare = new Outgoing(); // guarded by writing

  Channel(InputStream in, OutputStream out) {
    this.in = new Inlet(in, LONGEST + 4);
    this.out = out;
  }

  /**
   * Sends one frame now.
   *
   * @throws BadFrame when it is too long; nothing was sent then
   * @throws IOException when the other side has gone
   */
  void send(Kind kind, long attempt, Map<String, ? extends @Nullable Object> body)
      throws IOException {
    put(kind, attempt, body);
    flush();
  }

  /**
   * Adds a frame to what is sent with the next flush.
   *
   * @throws BadFrame when it is too long; nothing was added then
   */
  void put(Kind kind, long attempt, Map<String, ? extends @Nullable Object> body) throws BadFrame {
    put(kind, attempt, body.isEmpty() ? "{}" : PlainJson.write(body));
  }

  /** The same with a body that is written already. */
  void put(Kind kind, long attempt, String body) throws BadFrame {
    var text = body.getBytes(StandardCharsets.UTF_8);
    if (text.length > LONGEST - HEAD) {
      throw new BadFrame(
          "a frame %s of %d bytes is longer than %d".formatted(kind, text.length, LONGEST));
    }
    synchronized (this) {
      waiting.frame(kind, attempt, text);
    }
  }

  /** How many bytes wait for a flush. */
  synchronized int unsent() {
    return waiting.size();
  }

  /** Writes all that waits; when it returns what this thread has put is in the pipe. */
  void flush() throws IOException {
    writing.lock();
    try {
      writeWaiting();
    } finally {
      writing.unlock();
    }
    flushSoon(); // what was put by one who did not wait for us
  }

  /** The same, but does not wait for another thread that writes: that one writes ours as well. */
  void flushSoon() throws IOException {
    while (unsent() > 0 && writing.tryLock()) {
      try {
        writeWaiting();
      } finally {
        writing.unlock();
      }
    }
  }

  private void writeWaiting() throws IOException {
    for (var full = taken(); full.size() > 0; full = taken()) {
      full.writeTo(out);
      out.flush();
    }
  }

  /** Under the lock of writing. */
  private Outgoing taken() {
    spare = spare.emptied();
    synchronized (this) {
      var full = waiting;
      waiting = spare;
      spare = full;
      return full;
    }
  }

  /**
   * Waits for the next frame.
   *
   * @throws EOFException when the other side has gone
   * @throws BadFrame when what it said is no frame
   */
  Frame receive() throws IOException {
    if (!in.holdsFrame()) {
      flush();
    }
    int length = in.length();
    if (length < HEAD || length > LONGEST) {
      throw new BadFrame(
          "a frame has %d to %d bytes, this one says %d".formatted(HEAD, LONGEST, length));
    }
    in.await(4 + length);
    return in.take(length, Channel::frame);
  }

  /** Whether the next frame is here already, so that receiving it does not wait. */
  boolean holdsFrame() {
    return in.holdsFrame();
  }

  private static Frame frame(byte[] buffer, int from, int length) throws BadFrame {
    var kind = Kind.of(buffer[from] & 0xff);
    long attempt = Inlet.number(buffer, from + 1);
    return new Frame(kind, attempt, object(buffer, from + HEAD, length - HEAD));
  }

  private static Map<String, @Nullable Object> object(byte[] buffer, int from, int length)
      throws BadFrame {
    if (length == 2 && buffer[from] == '{' && buffer[from + 1] == '}') {
      return Map.of();
    }
    try {
      if (PlainJson.read(buffer, from, length) instanceof Map<?, ?> map) {
        return named(map);
      }
    } catch (IllegalArgumentException e) {
      throw new BadFrame("the body of a frame: " + e.getMessage(), e);
    }
    throw new BadFrame("the body of a frame is no JSON object");
  }

  @SuppressWarnings("unchecked") // the names in a JSON object are texts
  private static Map<String, @Nullable Object> named(Map<?, ?> map) {
    return (Map<String, @Nullable Object>) map;
  }

  /** The next frame, which must be of {@code wanted}. */
  Frame expect(Kind wanted) throws IOException {
    var frame = receive();
    if (frame.kind() != wanted) {
      throw new BadFrame("a frame %s came where %s belongs".formatted(frame.kind(), wanted));
    }
    return frame;
  }
}

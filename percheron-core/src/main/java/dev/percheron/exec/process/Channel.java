package dev.percheron.exec.process;

import dev.percheron.exec.process.Frame.Kind;
import dev.percheron.json.PlainJson;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Frames over two pipes: {@code length | kind | attempt | body}, big-endian, the length that of all
 * that follows it. Many threads may send; one receives.
 */
final class Channel {
  /** What both sides must speak. */
  static final int VERSION = 1;

  /** The longest frame. */
  static final int LONGEST = 16 << 20;

  private static final int HEAD = 9;

  private final DataInputStream in;
  private final OutputStream out; // written under the lock of this object

  Channel(InputStream in, OutputStream out) {
    this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
    this.out = out;
  }

  /**
   * Sends one frame.
   *
   * @throws BadFrame when it is too long; nothing was sent then
   * @throws IOException when the other side has gone
   */
  void send(Kind kind, long attempt, Map<String, ? extends @Nullable Object> body)
      throws IOException {
    var text = PlainJson.write(body).getBytes(StandardCharsets.UTF_8);
    if (text.length > LONGEST - HEAD) {
      throw new BadFrame(
          "a frame %s of %d bytes is longer than %d".formatted(kind, text.length, LONGEST));
    }
    var frame = ByteBuffer.allocate(4 + HEAD + text.length);
    frame.putInt(HEAD + text.length).put((byte) kind.code).putLong(attempt).put(text);
    write(frame.array());
  }

  private synchronized void write(byte[] frame) throws IOException {
    out.write(frame); // at once: a frame that is cut by a death is then seen as cut
    out.flush();
  }

  /**
   * Waits for the next frame.
   *
   * @throws EOFException when the other side has gone
   * @throws BadFrame when what it said is no frame
   */
  Frame receive() throws IOException {
    int length = in.readInt();
    if (length < HEAD || length > LONGEST) {
      throw new BadFrame(
          "a frame has %d to %d bytes, this one says %d".formatted(HEAD, LONGEST, length));
    }
    var kind = kind(in.readUnsignedByte());
    long attempt = in.readLong();
    var body = in.readNBytes(length - HEAD);
    if (body.length < length - HEAD) {
      throw new EOFException("a frame was cut");
    }
    return new Frame(kind, attempt, object(body));
  }

  private static Kind kind(int code) throws BadFrame {
    for (var kind : Kind.values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new BadFrame("there is no frame of kind " + code);
  }

  private static Map<String, @Nullable Object> object(byte[] body) throws BadFrame {
    try {
      if (PlainJson.read(new String(body, StandardCharsets.UTF_8)) instanceof Map<?, ?> map) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> object.put(String.valueOf(name), value));
        return object;
      }
    } catch (IllegalArgumentException e) {
      throw new BadFrame("the body of a frame: " + e.getMessage(), e);
    }
    throw new BadFrame("the body of a frame is no JSON object");
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

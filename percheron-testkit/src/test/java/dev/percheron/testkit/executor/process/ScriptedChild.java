package dev.percheron.testkit.executor.process;

import dev.percheron.exec.process.ChildLink;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A child that says what a test wants, written from the page about the protocol alone: none of the
 * code that speaks for real children is used.
 */
final class ScriptedChild implements ChildLink {
  static final int HELLO = 1;
  static final int CONFIG = 2;
  static final int READY = 3;
  static final int REFUSED = 4;
  static final int RUN = 5;
  static final int STARTED = 6;
  static final int ENDED = 10;
  static final int DRAIN = 14;
  static final int WITHDRAW = 15;

  /** What one says. */
  @FunctionalInterface
  interface Script {
    void play(ScriptedChild child) throws IOException;
  }

  /** A frame that it heard. */
  record Heard(int kind, long attempt, String body) {}

  private final int number;
  private final Conduit toChild = new Conduit(false);
  private final Conduit fromChild = new Conduit(true);
  private final DataInputStream in = new DataInputStream(toChild.out());
  private final DataOutputStream out = new DataOutputStream(fromChild.in());
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  /** The attempts that it has begun, by what their handlers are called. */
  final List<String> begun = new CopyOnWriteArrayList<>();

  ScriptedChild(int number) {
    this.number = number;
  }

  /** The first is 1. */
  int number() {
    return number;
  }

  boolean hasEnded() {
    return exit.isDone();
  }

  void act(Script script) {
    try {
      script.play(this);
    } catch (IOException e) {
      // the worker has gone, or has killed it
    }
    end(0);
  }

  void end(int code) {
    exit.complete(code);
    toChild.close();
    fromChild.close();
  }

  // ---- what it says and hears

  void say(int kind, long attempt, String body) throws IOException {
    var text = body.getBytes(StandardCharsets.UTF_8);
    var frame = new java.io.ByteArrayOutputStream();
    var data = new DataOutputStream(frame);
    data.writeInt(9 + text.length);
    data.writeByte(kind);
    data.writeLong(attempt);
    data.write(text);
    raw(frame.toByteArray());
  }

  void raw(byte... bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  Heard hear() throws IOException {
    int length = in.readInt();
    int kind = in.readByte();
    long attempt = in.readLong();
    var body = in.readNBytes(length - 9);
    if (body.length < length - 9) {
      throw new EOFException("cut");
    }
    return new Heard(kind, attempt, new String(body, StandardCharsets.UTF_8));
  }

  Heard hear(int kind) throws IOException {
    var heard = hear();
    while (heard.kind() != kind) {
      if (heard.kind() == DRAIN) {
        throw new EOFException("not needed any more");
      }
      heard = hear();
    }
    return heard;
  }

  /** Says hello and that it is ready. */
  void greet() throws IOException {
    say(HELLO, 0, "{\"version\":1,\"pid\":1}");
    hear(CONFIG);
    say(READY, 0, "{}");
  }

  void begin(Heard run) throws IOException {
    begun.add(run.body().replaceAll(".*\"handler\":\"([^\"]*)\".*", "$1"));
    say(STARTED, run.attempt(), "{}");
  }

  /** Runs what comes, at once, until it hears that it is enough. */
  void obey() throws IOException {
    while (true) {
      var run = hear(RUN);
      begin(run);
      say(ENDED, run.attempt(), "{}");
    }
  }

  // ---- how its worker holds it

  @Override
  public InputStream in() {
    return fromChild.out();
  }

  @Override
  public OutputStream out() {
    return new java.io.FilterOutputStream(toChild.in()) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
      }

      @Override
      public void close() {
        toChild.close();
      }
    };
  }

  @Override
  public InputStream printed() {
    return InputStream.nullInputStream();
  }

  @Override
  public long pid() {
    return number;
  }

  @Override
  public void kill() {
    end(137);
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public void over() {}
}

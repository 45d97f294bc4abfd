package dev.percheron.exec.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads what a process prints until it ends, so that the process never waits for us, and keeps a
 * bounded part: the beginning, and the last {@value #TAIL} bytes for the story of a failure. A
 * listener hears each line, cut at {@value #LINE} bytes.
 */
final class Capture {
  private static final int TAIL = 4_096;
  private static final int LINE = 2_000;

  private final ByteArrayOutputStream head = new ByteArrayOutputStream(); // guarded by this
  private final byte[] tail = new byte[TAIL]; // guarded by this
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(); // guarded by this
  private final CountDownLatch end = new CountDownLatch(1);
  private final int most;
  private final Consumer<String> lines;
  private long count; // guarded by this

  private Capture(int most, Consumer<String> lines) {
    this.most = most;
    this.lines = lines;
  }

  /** Reads {@code stream} on a thread of its own. */
  static Capture of(InputStream stream, int most, Consumer<String> lines) {
    var capture = new Capture(most, lines);
    Thread.ofPlatform().daemon().name("percheron-output").start(() -> capture.read(stream));
    return capture;
  }

  private void read(InputStream stream) {
    var buffer = new byte[65_536];
    try (stream) {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        take(buffer, read);
      }
    } catch (IOException e) {
      // closed because the process was killed; what there is counts
    } finally {
      endLine();
      end.countDown();
    }
  }

  /** The lines are told outside of the lock. */
  private void take(byte[] buffer, int length) {
    keep(buffer, length);
    split(buffer, length).forEach(lines);
  }

  private synchronized void keep(byte[] buffer, int length) {
    head.write(buffer, 0, Math.min(length, most - head.size()));
    int from = Math.max(0, length - TAIL); // what is before it would be written over at once
    count += from;
    while (from < length) {
      int at = (int) (count % TAIL);
      int part = Math.min(length - from, TAIL - at);
      System.arraycopy(buffer, from, tail, at, part);
      from += part;
      count += part;
    }
  }

  private synchronized List<String> split(byte[] buffer, int length) {
    var ended = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        extend(buffer, start, i);
        ended.add(takeLine());
        start = i + 1;
      }
    }
    extend(buffer, start, length);
    return ended;
  }

  private void extend(byte[] buffer, int from, int to) {
    line.write(buffer, from, Math.min(to - from, LINE - line.size()));
  }

  private String takeLine() {
    var text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    return text;
  }

  private void endLine() {
    String rest;
    synchronized (this) {
      rest = takeLine();
    }
    if (!rest.isEmpty()) {
      lines.accept(rest);
    }
  }

  /** Waits for the end of the stream, but not for ever: a stranger may hold the other side open. */
  void await(Duration most) throws InterruptedException {
    var _ = end.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether it was more than is kept. */
  synchronized boolean isCut() {
    return count > most;
  }

  /** The beginning. */
  synchronized String text() {
    return head.toString(StandardCharsets.UTF_8);
  }

  /** The end of it. */
  synchronized String last() {
    if (count <= TAIL) {
      return new String(tail, 0, (int) count, StandardCharsets.UTF_8);
    }
    int from = (int) (count % TAIL);
    var straight = new byte[TAIL];
    System.arraycopy(tail, from, straight, 0, TAIL - from);
    System.arraycopy(tail, 0, straight, TAIL - from, from);
    return new String(straight, StandardCharsets.UTF_8);
  }
}

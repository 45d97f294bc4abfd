package dev.percheron.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The raw limit: two JVMs, two pipes, one small message to and fro. Run as a program it echoes. */
public final class PipeEcho {
  private static final int MESSAGE = 64;

  private PipeEcho() {}

  /** Echoes until its input ends. */
  public static void main(String[] arguments) throws IOException {
    var message = new byte[MESSAGE];
    while (System.in.readNBytes(message, 0, MESSAGE) == MESSAGE) {
      System.out.write(message, 0, MESSAGE);
      System.out.flush();
    }
  }

  /** The median round trip in microseconds. */
  static double roundTrip(int count) throws IOException {
    var process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    PipeEcho.class.getName()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out = process.getOutputStream();
        var in = process.getInputStream()) {
      turns(count, out, in); // to warm up
      return Samples.quantile(turns(count, out, in), 0.5);
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<Double> turns(int count, OutputStream out, InputStream in)
      throws IOException {
    var message = new byte[MESSAGE];
    var micros = new ArrayList<Double>(count);
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      out.write(message);
      out.flush();
      if (in.readNBytes(message, 0, MESSAGE) < MESSAGE) {
        throw new IOException("the other JVM has ended");
      }
      micros.add((System.nanoTime() - start) / 1e3);
    }
    return micros;
  }
}

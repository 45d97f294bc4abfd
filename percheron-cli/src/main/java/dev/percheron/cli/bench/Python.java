package dev.percheron.cli.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Python's pool of processes, measured in the same run.
 *
 * @param program where python3 is
 */
record Python(Path program) {
  private static final String SCRIPT =
      """
      import sys, time
      from concurrent.futures import ProcessPoolExecutor, wait

      def nothing():
          return None

      def main(count):
          with ProcessPoolExecutor(1) as pool:
              for _ in range(count // 2):
                  pool.submit(nothing).result()
              trips = []
              for _ in range(count):
                  start = time.perf_counter()
                  pool.submit(nothing).result()
                  trips.append(time.perf_counter() - start)
          trips.sort()
          with ProcessPoolExecutor(2) as pool:
              wait([pool.submit(nothing) for _ in range(200)])
              start = time.perf_counter()
              wait([pool.submit(nothing) for _ in range(count)])
              rate = count / (time.perf_counter() - start)
          print(trips[len(trips) // 2] * 1e6, rate)

      if __name__ == "__main__":
          main(int(sys.argv[1]))
      """;

  /**
   * What it told.
   *
   * @param trip the median round trip in microseconds
   * @param rate jobs a second with two workers
   */
  record Told(double trip, double rate) {}

  /** Empty when there is none on the path. */
  static Optional<Python> found() {
    var path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
        .map(folder -> Path.of(folder, "python3"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Python::new);
  }

  /** Runs the script. */
  Told measure(int count) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(program.toString(), "-c", SCRIPT, Integer.toString(count))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("python3 could not measure its pool; it said: " + words);
    }
    var numbers = words.strip().split(" ", -1);
    return new Told(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
  }
}

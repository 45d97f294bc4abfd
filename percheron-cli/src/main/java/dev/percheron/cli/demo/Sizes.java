package dev.percheron.cli.demo;

import dev.percheron.api.Handler;
import dev.percheron.api.JobContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Compresses what is in one directory: work for the processor, so it runs on platform threads. */
final class Sizes {
  private Sizes() {}

  /**
   * How well the files of a directory compress, those of its subdirectories left out.
   *
   * @param files how many
   * @param bytes their size
   * @param gzip their size as one gzip stream
   */
  record Size(int files, long bytes, long gzip) {}

  /** Counts bytes and forgets them. */
  private static final class Counted extends OutputStream {
    private long count;

    @Override
    public void write(int one) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      count += length;
    }
  }

  /**
   * Compresses the regular files of a directory in the order of their names.
   *
   * @param without files whose paths begin with this are left out; empty for none
   */
  @Handler("demo.gzip")
  static Size gzip(String directory, String without) throws IOException {
    var files = files(Path.of(directory), without);
    var counted = new Counted();
    long bytes = 0;
    try (var gzip = new GZIPOutputStream(counted)) {
      for (int i = 0; i < files.size(); i++) {
        JobContext.current().throwIfCancelled();
        bytes += Files.copy(files.get(i), gzip);
        JobContext.current().progress(i + 1, files.size());
      }
    }
    return new Size(files.size(), bytes, counted.count);
  }

  private static List<Path> files(Path directory, String without) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(Files::isReadable)
          .filter(file -> without.isEmpty() || !file.toString().startsWith(without))
          .sorted()
          .toList();
    }
  }
}

package dev.percheron.exec.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Tells whether a file is still what it was; not meant against those who want to deceive. */
final class Checksum {
  private static final int PIECE = 1 << 18;

  private Checksum() {}

  /** Eight hexadecimal digits and its length. */
  static String of(Path file) throws IOException {
    var sum = new CRC32C();
    long length = 0;
    try (InputStream in = Files.newInputStream(file)) {
      var piece = new byte[PIECE];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        sum.update(piece, 0, read);
        length += read;
      }
    }
    return "%08x-%d".formatted(sum.getValue(), length);
  }
}

package dev.percheron.cli.demo;

import dev.percheron.api.Handler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests one file: mostly waiting for the disk, so it runs on virtual threads. */
final class Digests {
  private static final int CHUNK = 64 * 1024;

  private Digests() {}

  /**
   * What is found out about a file.
   *
   * @param sha256 as {@code sha256sum} prints it
   * @param lines how many line feeds, as {@code wc -l} counts
   * @param words runs of bytes without ASCII white space between them
   * @param bytes its size
   */
  record Digest(String sha256, long lines, long words, long bytes) {}

  /** Reads the file once, in pieces: it may be larger than the memory. */
  @Handler("demo.digest")
  static Digest digest(String file) throws IOException {
    var sha = sha256();
    var count = new Count();
    try (var in = Files.newInputStream(Path.of(file))) {
      var chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        sha.update(chunk, 0, read);
        count.add(chunk, read);
      }
    }
    return new Digest(hex(sha), count.lines, count.words, count.bytes);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Counts lines and words over pieces that end anywhere. */
  private static final class Count {
    private long lines;
    private long words;
    private long bytes;
    private boolean inWord;

    void add(byte[] chunk, int length) {
      for (int i = 0; i < length; i++) {
        byte one = chunk[i];
        boolean space = one == ' ' || (one >= '\t' && one <= '\r');
        lines += one == '\n' ? 1 : 0;
        words += !space && !inWord ? 1 : 0;
        inWord = !space;
      }
      bytes += length;
    }
  }
}

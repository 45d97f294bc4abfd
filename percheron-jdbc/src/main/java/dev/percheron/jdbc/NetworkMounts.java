package dev.percheron.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the mounts of a Linux machine as {@code /proc/mounts} lists them, to tell whether a file is
 * on another machine. There the locks and the shared memory that a write-ahead log needs do not
 * hold, and the database would be damaged sooner or later.
 */
final class NetworkMounts {
  private static final Set<String> NETWORK =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "afs",
          "coda",
          "ncpfs",
          "9p",
          "ceph",
          "glusterfs",
          "lustre",
          "davfs",
          "beegfs",
          "gpfs");
  private static final Set<String> FUSE =
      Set.of(
          "sshfs", "s3fs", "glusterfs", "ceph", "davfs2", "rclone", "curlftpfs", "gcsfuse", "nfs");

  private NetworkMounts() {}

  /**
   * The type of the network file system that has {@code path}; empty when it is on this machine or
   * nobody knows.
   *
   * @param mounts the text of {@code /proc/mounts}
   * @param path absolute, without links
   */
  static Optional<String> typeFor(String mounts, String path) {
    var best = "";
    var type = "";
    for (var line : mounts.lines().toList()) {
      var fields = line.split(" ", 4);
      if (fields.length == 4) {
        var point = unescaped(fields[1]);
        // A later mount on the same point hides the earlier one, so equal length wins as well.
        if (point.length() >= best.length() && isUnder(path, point)) {
          best = point;
          type = fields[2];
        }
      }
    }
    return isNetwork(type) ? Optional.of(type) : Optional.empty();
  }

  private static boolean isUnder(String path, String point) {
    return point.equals("/") || path.equals(point) || path.startsWith(point + "/");
  }

  private static boolean isNetwork(String type) {
    return NETWORK.contains(type)
        || (type.startsWith("fuse.") && FUSE.contains(type.substring("fuse.".length())));
  }

  /** The kernel writes space, tab, newline and backslash as three octal digits. */
  private static String unescaped(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    var bytes = field.getBytes(StandardCharsets.UTF_8);
    var plain = new byte[bytes.length];
    int end = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (isEscape(bytes, at)) {
        plain[end++] = (byte) octal(bytes, at + 1);
        at += 3;
      } else {
        plain[end++] = bytes[at];
      }
    }
    return new String(plain, 0, end, StandardCharsets.UTF_8);
  }

  private static boolean isEscape(byte[] bytes, int at) {
    return bytes[at] == '\\'
        && at + 3 < bytes.length
        && isOctal(bytes[at + 1])
        && isOctal(bytes[at + 2])
        && isOctal(bytes[at + 3]);
  }

  private static boolean isOctal(byte digit) {
    return digit >= '0' && digit <= '7';
  }

  private static int octal(byte[] bytes, int at) {
    return (bytes[at] - '0') * 64 + (bytes[at + 1] - '0') * 8 + (bytes[at + 2] - '0');
  }
}

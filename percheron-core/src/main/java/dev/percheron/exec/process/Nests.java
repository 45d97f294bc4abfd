package dev.percheron.exec.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The folders of this worker's children. Below the temporary folder there is one for this user, in
 * it one for each worker, named by its process id and the instant it was started, so that what a
 * worker left that is no more can be told and removed.
 */
final class Nests {
  private static final Pattern WORKER = Pattern.compile("(\\d{1,18})-(\\d{1,18})");
  private static final AtomicLong COUNT = new AtomicLong();
  private static final String PRIVATE = "rwx------";

  private Nests() {}

  /** A folder for a new child. */
  static Nest next() throws IOException {
    var mine = ofUser().resolve(name(ProcessHandle.current()));
    return Nest.in(mine, Long.toString(COUNT.incrementAndGet()));
  }

  /** Removes what workers that are no more have left. */
  static void sweep() {
    try (var workers = Files.newDirectoryStream(ofUser())) {
      for (var folder : workers) {
        if (isLeft(folder)) {
          Nest.removeTree(folder);
        }
      }
    } catch (IOException e) {
      // nothing there, or not ours
    }
  }

  private static boolean isLeft(Path folder) {
    var name = WORKER.matcher(String.valueOf(folder.getFileName()));
    return name.matches()
        && ProcessHandle.of(Long.parseLong(name.group(1)))
            .map(worker -> !name(worker).equals(name.group()))
            .orElse(true);
  }

  private static String name(ProcessHandle worker) {
    var since = worker.info().startInstant().orElse(Instant.EPOCH);
    return worker.pid() + "-" + since.toEpochMilli();
  }

  /** Ours and nobody else's: others may write into the folder above it. */
  static Path ofUser() throws IOException {
    var user = System.getProperty("user.name", "").replaceAll("\\W", "_");
    var folder = Path.of(System.getProperty("java.io.tmpdir"), "percheron-" + user);
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      var access = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE));
      Files.createDirectories(folder, access);
    }
    checkOurs(folder);
    return folder;
  }

  private static void checkOurs(Path folder) throws IOException {
    var mode = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
    var owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !owner.equals(System.getProperty("user.name"))
        || !PosixFilePermissions.toString(mode).equals(PRIVATE)) {
      throw new IOException(
          "the folder '%s' for the files of child JVMs must belong to this user alone (it is of %s, %s); remove it"
              .formatted(folder, owner, PosixFilePermissions.toString(mode)));
    }
  }
}

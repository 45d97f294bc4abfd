package dev.percheron.exec.process;

import dev.percheron.spi.HandlerSource.Elsewhere;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The start-up cache of child JVMs: classes that are loaded and linked already. One file for each
 * JDK, class path with the sizes and times of its entries, flags and handlers; it is made once, by
 * a child that is started only to be watched, and used by all workers of this user after that.
 *
 * <p>The name of the file ends with the checksum of what is in it, so that one that was cut or
 * changed is told and made again. Without a cache all works, only slower: no trouble with it is
 * ever a job's. Safe for use by many threads.
 */
final class AotCache {
  private static final String END = ".aot";
  private static final int MOST_KEPT = 8; // files; the oldest go

  // Keys of caches that this JVM makes or has tried to make: one that fails, fails again.
  private static final Set<String> TRIED = ConcurrentHashMap.newKeySet();

  /** Makes the file, by a child that is watched. */
  @FunctionalInterface
  interface Training {
    void make(Path file) throws IOException;
  }

  private final Optional<Path> folder;
  private final String key;
  private Optional<Path> known = Optional.empty(); // seen to be whole; guarded by this

  private AotCache(Optional<Path> folder, String key) {
    this.folder = folder;
    this.key = key;
  }

  /** The cache that fits; none where there can be none. */
  static AotCache of(ProcessSettings settings, Elsewhere handlers) {
    var option = settings.aotCache();
    var jars = settings.absoluteClassPath().stream().map(Path::of).toList();
    if (option.equals("off") || !jars.stream().allMatch(AotCache::isJar)) {
      return new AotCache(Optional.empty(), "");
    }
    try {
      return new AotCache(Optional.of(folder(option)), key(settings, jars, handlers));
    } catch (IOException e) {
      return new AotCache(Optional.empty(), ""); // the folder is not ours: nothing of it is used
    }
  }

  /** The JVM makes no cache for folders of classes, which change as they like. */
  private static boolean isJar(Path entry) {
    return Files.isRegularFile(entry);
  }

  private static Path folder(String option) throws IOException {
    if (!option.equals("auto")) {
      return Files.createDirectories(Path.of(option).toAbsolutePath());
    }
    var folder = Nests.ofUser().resolve("aot");
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder);
    }
    return folder;
  }

  private static String key(ProcessSettings settings, List<Path> jars, Elsewhere handlers)
      throws IOException {
    var all = new StringBuilder(System.getProperty("java.vm.version", ""));
    all.append(seen(Path.of(System.getProperty("java.home"), "release")));
    for (var jar : jars) {
      all.append(seen(jar));
    }
    all.append(JvmLauncher.FLAGS).append(settings.flags());
    all.append(handlers.source()).append(handlers.handlers());
    return digest(all.toString());
  }

  private static String seen(Path file) throws IOException {
    return "\n%s %d %s"
        .formatted(file, Files.size(file), Files.getLastModifiedTime(file).toInstant());
  }

  private static String digest(String text) {
    try {
      var bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /** More flags for a child; none when there is no cache yet. */
  synchronized List<String> flags() {
    if (known.filter(Files::exists).isEmpty()) {
      known = folder.flatMap(this::found);
    }
    return known.map(AotCache::flags).orElse(List.of());
  }

  private static List<String> flags(Path file) {
    return List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off");
  }

  private Optional<Path> found(Path in) {
    try (var files = Files.newDirectoryStream(in, key + "-*" + END)) {
      for (var file : files) {
        if (file.equals(named(in, Checksum.of(file)))) {
          return Optional.of(file);
        }
        Files.deleteIfExists(file); // cut, or changed since
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private Path named(Path in, String checksum) {
    return in.resolve(key + "-" + checksum + END);
  }

  /** A child could not begin with it: it is not used again, and made anew. */
  synchronized void distrust() {
    known.ifPresent(AotCache::remove);
    known = Optional.empty();
    TRIED.remove(key);
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // somebody else's; it is seen again, and distrusted again
    }
  }

  /** Makes it in the background, when there can be one and there is none. */
  void make(Training training) {
    if (folder.isPresent() && flags().isEmpty() && TRIED.add(key)) {
      Thread.ofPlatform()
          .daemon()
          .name("percheron-aot-cache")
          .start(() -> make(folder.orElseThrow(), training));
    }
  }

  /** Made beside its place and moved there, so that nobody sees half of one. */
  private void make(Path in, Training training) {
    var making = in.resolve("%s.%d.making".formatted(key, ProcessHandle.current().pid()));
    try {
      training.make(making);
      Files.move(making, named(in, Checksum.of(making)), StandardCopyOption.ATOMIC_MOVE);
      forgetOld(in);
    } catch (IOException e) {
      remove(making); // then there is none
    }
  }

  private static void forgetOld(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      files
          .filter(file -> file.toString().endsWith(END))
          .sorted(Comparator.comparingLong(AotCache::age).reversed())
          .skip(MOST_KEPT)
          .forEach(AotCache::remove);
    }
  }

  private static long age(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return 0; // gone meanwhile
    }
  }
}

package dev.percheron.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;

/** A jar as a user brings it: compiled from source, known to nobody here. */
final class BuiltJar {
  static final String SHOP =
      """
      package shop;

      import dev.percheron.api.Handler;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.concurrent.locks.LockSupport;

      public class Shop {
        private final String greeting = "Sold: ";

        @Handler("shop.sell")
        public String sell(String what) {
          return greeting + what;
        }

        @Handler("shop.slow")
        public static String slow(String started, String go) throws Exception {
          Files.createFile(Path.of(started));
          while (Files.notExists(Path.of(go))) {
            LockSupport.parkNanos(10_000_000);
            if (Thread.interrupted()) {
              throw new InterruptedException("told to stop");
            }
          }
          return "done";
        }

        @Handler("shop.deaf")
        public static void deaf(String started) throws Exception {
          Files.createFile(Path.of(started));
          while (true) {
            LockSupport.parkNanos(10_000_000);
            Thread.interrupted();
          }
        }
      }
      """;

  private BuiltJar() {}

  /** Compiles {@code source} of the class {@code shop.Shop} into a jar. */
  static Path of(Path folder, String source) throws IOException {
    var classes = Files.createDirectories(folder.resolve("classes"));
    var file = Files.writeString(folder.resolve("Shop.java"), source);
    int result =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "-d",
                classes.toString(),
                "-classpath",
                classPath(),
                file.toString());
    assertThat(result).isZero();
    var jar = folder.resolve("shop.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("shop/Shop.class"));
      out.write(Files.readAllBytes(classes.resolve("shop/Shop.class")));
    }
    return jar;
  }

  static String classPath() {
    return System.getProperty("java.class.path");
  }
}

package dev.percheron.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;

/** Compiles small sources and packs what comes out, as somebody who brings a jar would. */
final class Jars {
  private Jars() {}

  /** Class files of one source, by their path in a jar. */
  static Map<String, byte[]> compiled(Path folder, String source) throws IOException {
    var work = Files.createTempDirectory(folder, "source");
    var file = Files.writeString(work.resolve("Source.java"), source);
    var classes = Files.createDirectory(work.resolve("classes"));
    compile(List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")), file);
    return filesIn(classes);
  }

  /** Runs the compiler. */
  static void compile(List<String> options, Path... files) {
    var arguments = new ArrayList<>(List.of("-parameters", "-proc:none"));
    arguments.addAll(options);
    List.of(files).forEach(file -> arguments.add(file.toString()));
    var said = new StringWriter();
    var out = new PrintWriter(said);
    var javac = ToolProvider.findFirst("javac").orElseThrow();
    int exit = javac.run(out, out, arguments.toArray(String[]::new));
    assertThat(exit).as(said.toString()).isZero();
  }

  static void write(Path file, Map<String, byte[]> content) throws IOException {
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (var entry : content.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
  }

  private static Map<String, byte[]> filesIn(Path folder) throws IOException {
    var content = new HashMap<String, byte[]>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        content.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return content;
  }
}

package dev.percheron.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles small sources and packs what comes out, as somebody who brings a jar would. */
final class Jars {
  private Jars() {}

  /** Class files by their path in a jar. */
  static Map<String, byte[]> compiled(String source, String... options) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var said = new StringWriter();
    try (var files = new Memory(compiler.getStandardFileManager(null, null, null))) {
      var all = new java.util.ArrayList<>(List.of("-parameters", "-proc:none"));
      all.addAll(List.of(options));
      var done = compiler.getTask(said, files, null, all, null, List.of(new Source(source))).call();
      assertThat(done).as(said.toString()).isTrue();
      return files.classes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
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

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Source.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Target extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Target(String name) {
      super(URI.create("mem:///" + name + ".class"), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, Target> targets = new HashMap<>();

    Memory(StandardJavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location,
        String name,
        JavaFileObject.Kind kind,
        FileObject sibling) {
      var path = name.replace('.', '/');
      return targets.computeIfAbsent(path, Target::new);
    }

    Map<String, byte[]> classes() {
      var classes = new HashMap<String, byte[]>();
      targets.forEach((path, target) -> classes.put(path + ".class", target.bytes.toByteArray()));
      return classes;
    }
  }
}

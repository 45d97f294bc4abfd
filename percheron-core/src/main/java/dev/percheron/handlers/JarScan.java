package dev.percheron.handlers;

import dev.percheron.api.Handler;
import dev.percheron.api.Names;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Annotation;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/**
 * Looks for classes with {@code @Handler} methods in a jar without loading any.
 *
 * @param classes their names
 * @param problems a sentence for each class file that cannot be read
 */
record JarScan(List<String> classes, List<String> problems) {
  private static final String MARK = Handler.class.descriptorString();
  private static final int MAGIC = 0xCAFEBABE;
  private static final int HEADER = 8;

  /** Java 1.1 had version 45. */
  private static final int BEFORE_FIRST = 44;

  /**
   * Reads the whole jar, as this version of Java sees it.
   *
   * @throws IOException when it is no jar or cannot be read
   */
  static JarScan of(Path jar) throws IOException {
    var scan = new JarScan(new ArrayList<>(), new ArrayList<>());
    try (var file = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
      for (var entry : file.versionedStream().filter(JarScan::isClass).toList()) {
        scan.look(file, entry);
      }
    }
    return scan;
  }

  private static boolean isClass(JarEntry entry) {
    var name = entry.getName();
    return name.endsWith(".class")
        && !name.endsWith("module-info.class")
        && !name.startsWith("META-INF/");
  }

  private void look(JarFile file, JarEntry entry) {
    try (InputStream content = file.getInputStream(entry)) {
      look(entry.getName(), content.readAllBytes());
    } catch (IOException e) {
      problems.add("%s cannot be read: %s".formatted(Names.shown(entry.getName()), e.getMessage()));
    }
  }

  private void look(String entry, byte[] bytes) {
    if (bytes.length < HEADER || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
      problems.add("%s is no class file".formatted(Names.shown(entry)));
      return;
    }
    int version = ByteBuffer.wrap(bytes).getShort(HEADER - Short.BYTES) & 0xFFFF;
    if (version > ClassFile.latestMajorVersion()) {
      problems.add(
          "%s is compiled for Java %d, this is Java %d; run the worker on a newer Java"
              .formatted(Names.shown(entry), version - BEFORE_FIRST, Runtime.version().feature()));
      return;
    }
    parse(entry, bytes);
  }

  private void parse(String entry, byte[] bytes) {
    try {
      var model = ClassFile.of().parse(bytes);
      if (hasHandlers(model)) {
        classes.add(model.thisClass().asInternalName().replace('/', '.'));
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) { // what the parser throws
      problems.add("%s is damaged: %s".formatted(Names.shown(entry), e.getMessage()));
    }
  }

  private static boolean hasHandlers(ClassModel model) {
    return model.methods().stream().anyMatch(JarScan::isHandler);
  }

  private static boolean isHandler(MethodModel method) {
    return method
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .map(found -> found.annotations().stream().anyMatch(JarScan::isMark))
        .orElse(false);
  }

  private static boolean isMark(Annotation annotation) {
    return annotation.className().equalsString(MARK);
  }
}

package dev.percheron.handlers;

import dev.percheron.api.Failure;
import dev.percheron.api.Names;
import dev.percheron.handlers.Signatures.Found;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A jar with handlers that somebody brings. Its classes see Percheron and the JDK, and what its
 * manifest's class path names; only those with {@code @Handler} methods are loaded.
 *
 * <p>A class with instance handlers needs a public constructor without parameters; it is called
 * once. What cannot be used is reported, and the rest goes on. Close it when its handlers are not
 * called any more. Not safe for use by many threads.
 */
public final class HandlerJar implements AutoCloseable {
  private static final String LOADER = "percheron-jar";

  private final Path jar;
  private final URLClassLoader loader;
  private final JarScan scan;

  private HandlerJar(Path jar, URLClassLoader loader, JarScan scan) {
    this.jar = jar;
    this.loader = loader;
    this.scan = scan;
  }

  /**
   * Opens a jar and looks for handlers in it. Nothing is loaded yet.
   *
   * @throws IllegalArgumentException when it is missing or no jar; says which
   */
  public static HandlerJar open(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException(
          "there is no %s '%s'"
              .formatted(Files.isDirectory(jar) ? "jar, but a directory," : "jar", shown(jar)));
    }
    try {
      var scan = JarScan.of(jar);
      var urls = new URL[] {jar.toUri().toURL()};
      var loader = new URLClassLoader(LOADER, urls, HandlerJar.class.getClassLoader());
      return new HandlerJar(jar, loader, scan);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "'%s' cannot be read as a jar: %s".formatted(shown(jar), e.getMessage()), e);
    }
  }

  /** Whether a class came out of such a jar, so that it cannot be had by its name alone. */
  static boolean brought(Class<?> type) {
    var loader = type.getClassLoader();
    return loader != null && LOADER.equals(loader.getName());
  }

  /** Where it is, for another JVM on this machine. */
  public Path path() {
    return jar.toAbsolutePath();
  }

  /**
   * What became of the classes of a jar.
   *
   * @param handlers the handlers that can be called now
   * @param problems a sentence for each class that could not be read, loaded, made or registered
   */
  public record Loaded(List<HandlerSignature> handlers, List<String> problems) {
    /** Copies the lists. */
    public Loaded {
      handlers = List.copyOf(handlers);
      problems = List.copyOf(problems);
    }
  }

  /** Loads the classes with handlers, makes their objects and registers them. */
  public Loaded addTo(HandlerRegistry registry) {
    var handlers = new ArrayList<HandlerSignature>();
    var problems = new ArrayList<>(scan.problems());
    for (var name : scan.classes()) {
      try {
        handlers.addAll(registry.add(instantiated(loader.loadClass(name))));
      } catch (Throwable e) { // user code: loading and making its objects may throw anything
        problems.add("%s: %s".formatted(Names.shown(name), reason(e)));
      }
    }
    if (scan.classes().isEmpty()) {
      problems.add("'%s' has no method marked @Handler".formatted(shown(jar)));
    }
    return new Loaded(handlers, problems);
  }

  /** Forgets the jar; classes that are loaded can load no others any more. */
  @Override
  public void close() throws IOException {
    loader.close();
  }

  /** The class itself when all its handlers are static. */
  private static Object instantiated(Class<?> type) throws Throwable {
    if (Signatures.handlersOf(type).stream().allMatch(Found::isStatic)) {
      return type;
    } else if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      throw new IllegalArgumentException(
          "it is abstract, so no object of it can be made for its handlers");
    }
    return made(constructor(type));
  }

  private static Constructor<?> constructor(Class<?> type) {
    try {
      var constructor = type.getConstructor();
      constructor.setAccessible(true); // the class itself need not be public
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "it has instance handlers but no public constructor without parameters to make its object"
              + " with; add one, or make the handlers static",
          e);
    }
  }

  private static Object made(Constructor<?> constructor) throws Throwable {
    try {
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "its constructor threw %s".formatted(Failure.of(e.getTargetException()).summary()), e);
    }
  }

  private static String reason(Throwable e) {
    return e instanceof IllegalArgumentException
        ? String.valueOf(e.getMessage())
        : Failure.of(e).summary();
  }

  private static String shown(Path jar) {
    return Names.shown(jar.toString());
  }
}

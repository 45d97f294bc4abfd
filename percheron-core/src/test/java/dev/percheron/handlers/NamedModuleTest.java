package dev.percheron.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's code in a module of its own, Percheron beside it as a module. */
class NamedModuleTest {
  private static final String JOBS =
      """
      package acme.jobs;

      import dev.percheron.api.*;

      public class Pushing {
        @Handler("acme.run")
        static String run(String text) {
          return text;
        }

        public static MethodRef ref() {
          return (MethodRef.Call1<String, String>) Pushing::run;
        }
      }
      """;

  @TempDir Path dir;

  @Test
  void a_module_that_is_closed_is_told_which_line_to_add() throws Exception {
    var resolve = resolvingIn("module acme { requires dev.percheron.core; exports acme.jobs; }");

    assertThatThrownBy(resolve::run)
        .hasMessageContaining("the module acme hides its method references in package acme.jobs")
        .hasMessageContaining("opens acme.jobs to dev.percheron.core;");
  }

  @Test
  void a_module_that_is_opened_as_told_can_push() throws Throwable {
    var resolve =
        resolvingIn(
            "module acme { requires dev.percheron.core; exports acme.jobs;"
                + " opens acme.jobs to dev.percheron.core; }");

    assertThat(resolve.run()).hasToString("acme.run(String text)");
  }

  private interface Resolving {
    Object run() throws Throwable;
  }

  private Resolving resolvingIn(String descriptor)
      throws IOException, ReflectiveOperationException {
    var modules = modulePath();
    var classes = compiled(descriptor, modules);
    var paths = Stream.concat(modules.stream(), Stream.of(classes)).toArray(Path[]::new);
    var parent = ModuleLayer.boot();
    var plan =
        Configuration.resolve(
            ModuleFinder.of(paths),
            List.of(parent.configuration()),
            ModuleFinder.of(),
            Set.of("acme"));
    var controller =
        ModuleLayer.defineModulesWithOneLoader(
            plan, List.of(parent), ClassLoader.getPlatformClassLoader());
    var core = controller.layer().findModule("dev.percheron.core").orElseThrow();
    controller.addOpens(core, "dev.percheron.handlers", getClass().getModule());
    var loader = controller.layer().findLoader("acme");
    var ref = loader.loadClass("acme.jobs.Pushing").getMethod("ref").invoke(null);
    var resolve = resolveMethod(loader);
    return () -> signature(invoked(resolve, ref));
  }

  private static Method resolveMethod(ClassLoader loader) throws ReflectiveOperationException {
    var refs = loader.loadClass("dev.percheron.handlers.MethodRefs");
    var type = loader.loadClass("dev.percheron.api.MethodRef");
    var method = refs.getDeclaredMethod("resolve", type, int.class);
    method.setAccessible(true);
    return method;
  }

  private static Object invoked(Method resolve, Object ref) throws Throwable {
    try {
      return resolve.invoke(null, ref, 1);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private static Object signature(Object resolved) throws ReflectiveOperationException {
    var accessor = resolved.getClass().getDeclaredMethod("signature");
    accessor.setAccessible(true);
    var signature = accessor.invoke(resolved);
    var shown = signature.getClass().getMethod("shown");
    shown.setAccessible(true);
    return shown.invoke(signature);
  }

  private Path compiled(String descriptor, List<Path> modules) throws IOException {
    var classes = Files.createDirectory(dir.resolve("acme"));
    Jars.compile(
        List.of(
            "-d",
            classes.toString(),
            "--module-path",
            String.join(File.pathSeparator, texts(modules))),
        Files.writeString(dir.resolve("module-info.java"), descriptor),
        Files.writeString(dir.resolve("Pushing.java"), JOBS));
    return classes;
  }

  private static List<String> texts(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }

  /** Percheron's own classes and what they need, out of this test's class path. */
  private static List<Path> modulePath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            path -> path.contains("jackson") || path.contains("jspecify") || isOwn(Path.of(path)))
        .map(Path::of)
        .toList();
  }

  private static boolean isOwn(Path path) {
    return Files.exists(path.resolve("module-info.class"));
  }
}

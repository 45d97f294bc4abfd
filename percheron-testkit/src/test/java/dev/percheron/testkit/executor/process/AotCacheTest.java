package dev.percheron.testkit.executor.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Outcome;
import dev.percheron.exec.process.ProcessProvider;
import dev.percheron.json.PlainJson;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.Shutdown;
import dev.percheron.testkit.executor.AttemptProbe;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The start-up cache of child JVMs: made once, used by all, never in anybody's way. */
@Tag("slow")
class AotCacheTest extends HostedFixture {
  private static final String FLAG = "-XX:AOTCache=";

  private String classPath;
  private Path caches;

  @Override
  JobExecutorProvider provider() {
    return new ProcessProvider();
  }

  @Override
  HandlerInvoker invoker() {
    return new ChildJvmTest.InChildren();
  }

  /** Folders of classes, which no cache is made for, become jars. */
  @BeforeEach
  void pack() throws IOException {
    var jars = new ArrayList<String>();
    for (var entry :
        System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
      var path = Path.of(entry);
      if (Files.isDirectory(path)) {
        jars.add(jar(path, folder.resolve("classes-" + jars.size() + ".jar")).toString());
      } else if (Files.exists(path)) {
        jars.add(path.toAbsolutePath().toString());
      }
    }
    classPath = String.join(File.pathSeparator, jars);
    caches = folder.resolve("caches");
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        var zip = new ZipOutputStream(out);
        var files = Files.walk(classes)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
      }
    }
    return jar;
  }

  private void startWithCache() {
    start(
        1,
        Map.of(
            "class-path",
            classPath,
            "aot-cache",
            caches.toString(),
            "start-timeout",
            "1h",
            "spare",
            "0"));
  }

  private void stop() {
    var _ = executor.close(Shutdown.PATIENT);
  }

  private AttemptProbe job(String handler) {
    return submit(handler, "[]");
  }

  /** With which command line its child runs; the job must say nothing else. */
  private String commandLine() {
    var probe = job("command.line");
    assertThat(probe.outcome()).isInstanceOf(Outcome.Succeeded.class);
    assertThat(probe.log()).as("what the JVM has to say is not the job's").isEmpty();
    return String.valueOf(PlainJson.read(((Outcome.Succeeded) probe.outcome()).result()));
  }

  private List<Path> made() {
    try (Stream<Path> files = Files.list(caches)) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    } catch (IOException e) {
      return List.of(); // not there yet
    }
  }

  private Path awaitMade() {
    until("the cache is made", () -> !made().isEmpty());
    assertThat(made()).hasSize(1);
    return made().getFirst();
  }

  @Test
  void it_is_made_once_and_used_by_the_next_and_a_broken_one_is_made_again() throws IOException {
    startWithCache();
    assertThat(commandLine()).as("the first child").doesNotContain(FLAG);
    var cache = awaitMade();
    stop();

    startWithCache();
    assertThat(commandLine()).contains(FLAG + cache);
    assertThat(made()).containsExactly(cache);
    stop();

    cut(cache);
    startWithCache();
    assertThat(commandLine()).as("with a broken cache").doesNotContain(FLAG);
    assertThat(cache).doesNotExist();
  }

  @Test
  void a_child_that_is_not_wanted_any_more_says_nothing_against_the_cache() {
    startWithCache();
    assertThat(commandLine()).doesNotContain(FLAG);
    var cache = awaitMade();
    stop();

    startWithCache();
    var probe = job("command.line");
    var _ = executor.close(new Shutdown(Duration.ZERO, Shutdown.Leftover.CANCEL));
    assertThat(probe.outcome()).isNotInstanceOf(Outcome.Succeeded.class);
    until("nobody starts a child any more", AotCacheTest::nobodyStartsOne);

    startWithCache();
    assertThat(commandLine()).contains(FLAG + cache);
  }

  private static boolean nobodyStartsOne() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().endsWith("-child"));
  }

  private static void cut(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
  }

  @Test
  void another_class_path_does_not_use_it() throws IOException {
    startWithCache();
    var _ = commandLine();
    awaitMade();
    stop();

    classPath +=
        File.pathSeparator
            + jar(Files.createDirectory(folder.resolve("e")), folder.resolve("e.jar"));
    startWithCache();

    assertThat(commandLine()).doesNotContain(FLAG);
  }

  @Test
  void it_can_be_switched_off() {
    start(1, Map.of("class-path", classPath, "aot-cache", "off", "start-timeout", "1h"));

    assertThat(commandLine()).doesNotContain("AOT");
    assertThat(made()).isEmpty();
  }
}

package dev.percheron.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.Capability;
import dev.percheron.api.Queue;
import dev.percheron.spi.JobExecutorProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
  private static final String SERVICE = JobExecutorProvider.class.getName();

  @Test
  void every_executor_is_found_by_its_alias() {
    var found = found();

    assertThat(found).containsKeys("virtual", "threads", "loop", "direct");
    found.forEach(
        (alias, provider) -> provider.check(Queue.named("q").executor(alias, needed(alias))));
  }

  /** A queue of commands has to say what they may run. */
  private static Map<String, String> needed(String alias) {
    return alias.equals("command") ? Map.of("allow", "any") : Map.of();
  }

  @Test
  void what_they_declare_is_known_without_starting_one() {
    var found = found();

    assertThat(found.get("virtual").capabilities())
        .containsExactlyInAnyOrder(Capability.INTERRUPT, Capability.TIME_LIMIT);
    assertThat(found.get("loop").capabilities()).contains(Capability.THREAD_AFFINITY);
    assertThat(found.get("direct").capabilities()).isEmpty();
    assertThat(found.get("virtual").defaultConcurrency()).isEqualTo(256);
    assertThat(found.get("threads").defaultConcurrency()).isBetween(5, 32);
    assertThat(found.get("loop").defaultConcurrency()).isEqualTo(100);
    assertThat(found.get("direct").defaultConcurrency()).isEqualTo(1);
  }

  @Test
  void modules_and_the_class_path_find_the_same_ones() throws IOException {
    assertThat(namedByModule()).isEqualTo(namedByServiceFile());
  }

  @Test
  void options_are_checked_before_anything_is_started() {
    var threads = found().get("threads");

    threads.check(
        queue(
            Map.of(
                "keep-alive", "30s",
                "priority", "3",
                "daemon", "false",
                "name", "pdf",
                "interrupt-grace", "5s",
                "token-grace", "1s",
                "max-stuck", "9")));

    assertRefused(threads, "priority", "11", "1 to 10");
    assertRefused(threads, "keep-alive", "0s", "duration from");
    assertRefused(threads, "daemon", "maybe", "true or false");
    assertRefused(threads, "name", "a\nb", "control");
    assertRefused(threads, "max-stuck", "0", "whole number");
    assertRefused(threads, "interrupt-grace", "soon", "duration");
    assertRefused(threads, "slow-after", "1s", "keep-alive");
    assertRefused(found().get("virtual"), "keep-alive", "1s", "interrupt-grace");
  }

  private static void assertRefused(
      JobExecutorProvider provider, String option, String value, String message) {
    assertThatThrownBy(() -> provider.check(queue(Map.of(option, value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Queue queue(Map<String, String> options) {
    return Queue.named("q").executor("threads", options);
  }

  private static Map<String, JobExecutorProvider> found() {
    var found = new TreeMap<String, JobExecutorProvider>();
    ServiceLoader.load(JobExecutorProvider.class).forEach(one -> found.put(one.alias(), one));
    return found;
  }

  private static List<String> namedByModule() throws IOException {
    try (var in = open("module-info.class")) {
      return ModuleDescriptor.read(in).provides().stream()
          .filter(provides -> provides.service().equals(SERVICE))
          .flatMap(provides -> provides.providers().stream())
          .toList();
    }
  }

  private static List<String> namedByServiceFile() throws IOException {
    try (var in = open("META-INF/services/" + SERVICE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** From where this module's own classes are: others on the class path have such files as well. */
  private static InputStream open(String name) throws IOException {
    var root = ConcurrentExecutor.class.getProtectionDomain().getCodeSource().getLocation();
    return URI.create(root + name).toURL().openStream();
  }
}

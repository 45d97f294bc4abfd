package dev.percheron.exec.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Control groups, on folders that look like them; and on the real ones, where they can be made. */
class CgroupTest {
  private static final long MEBI = 1 << 20;

  @TempDir private Path root;

  private Path group(String path, String passedOn) throws IOException {
    var folder = Files.createDirectories(root.resolve(path));
    Files.writeString(folder.resolve("cgroup.subtree_control"), passedOn + "\n");
    return folder;
  }

  @Test
  void groups_are_made_beside_the_worker_when_memory_is_passed_on_there() throws IOException {
    var service = group("system.slice/percheron.service", "cpu memory pids");
    group("system.slice/percheron.service/worker", "");

    assertThat(Cgroup.home(root, "/system.slice/percheron.service/worker")).contains(service);
  }

  @Test
  void groups_are_made_below_the_worker_when_it_may_pass_memory_on() throws IOException {
    group("", "cpu");
    var own = group("own", "memory");

    assertThat(Cgroup.home(root, "/own")).contains(own);
  }

  @Test
  void there_are_none_where_memory_is_not_passed_on_or_nothing_is_known() throws IOException {
    group("own", "cpu pids");

    assertThat(Cgroup.home(root, "/own")).isEmpty();
    assertThat(Cgroup.home(root, "/elsewhere")).isEmpty();
    assertThat(Cgroup.home(root, "/../..")).as("outside of the tree").isEmpty();
  }

  @Test
  void a_bound_is_on_top_of_what_is_used_and_taken_back() throws IOException {
    var home = group("home", "memory");
    var its = Cgroup.of(home, 4_711);
    Files.writeString(its.folder().resolve("memory.current"), 50 * MEBI + "\n");

    assertThat(its.bound(100 * MEBI)).isTrue();

    assertThat(its.folder().resolve("cgroup.procs")).hasContent("4711");
    assertThat(its.folder().resolve("memory.max")).hasContent(Long.toString(150 * MEBI));
    assertThat(its.folder().resolve("memory.swap.max")).hasContent("0");
    its.unbound();
    assertThat(its.folder().resolve("memory.max")).hasContent("max");
  }

  @Test
  void a_kill_by_the_kernel_is_told_apart() throws IOException {
    var its = Cgroup.of(group("home", "memory"), 4_711);
    assertThat(its.hasKilled()).as("nothing is known").isFalse();

    Files.writeString(its.folder().resolve("memory.events"), "low 0\nmax 9\noom 1\noom_kill 0\n");
    assertThat(its.hasKilled()).isFalse();

    Files.writeString(its.folder().resolve("memory.events"), "oom 1\noom_kill 3\n");
    assertThat(its.hasKilled()).isTrue();
  }

  @Test
  void groups_of_workers_that_are_no_more_are_swept_and_no_others() throws IOException {
    var home = group("home", "memory");
    var left = Files.createDirectory(home.resolve("percheron-999999999-1-1"));
    var strange = Files.createDirectory(home.resolve("percheron-somebody"));
    var ours = Cgroup.of(home, 4_711).folder();

    Cgroup.sweep(home);

    assertThat(left).doesNotExist();
    assertThat(strange).exists();
    assertThat(ours).exists();
  }

  @Test
  void the_kernel_keeps_a_real_bound() throws Exception {
    var home = Cgroup.home();
    assumeTrue(
        home.isPresent(),
        "no control group of version 2 with memory can be made here by this user");
    var process = new ProcessBuilder("sleep", "60").start();
    var its = Cgroup.of(home.orElseThrow(), process.pid());

    assertThat(its.bound(10 * MEBI)).isTrue();
    assertThat(its.folder().resolve("cgroup.procs")).content().contains("" + process.pid());

    process.destroyForcibly().waitFor();
    its.remove();
    assertThat(its.folder()).doesNotExist();
  }
}

package dev.percheron.exec.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A control group of Linux (version 2) for one child and all that it starts: the kernel itself
 * bounds its memory, whatever it is used for, and nothing leaves it. There is one where the worker
 * may make groups with a bound of memory beside or below its own: systemd allows that with {@code
 * Delegate=memory} and {@code DelegateSubgroup=}.
 *
 * @param folder of the group
 */
record Cgroup(Path folder) {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final Pattern OWN = Pattern.compile("(?m)^0::(/.*)$");
  private static final Pattern NAME = Pattern.compile("percheron-(\\d{1,18})-(\\d{1,18})-\\d+");
  private static final Pattern KILLS = Pattern.compile("(?m)^oom_kill (\\d+)$");
  private static final AtomicLong COUNT = new AtomicLong();

  // Groups of ours whose last processes were still ending when they were to be removed.
  private static final Queue<Cgroup> LATE = new ConcurrentLinkedQueue<>();

  private static final String NO_BOUND = "max";

  /** Where groups for children can be made; empty where not. */
  static Optional<Path> home() {
    try {
      var own = OWN.matcher(Files.readString(Path.of("/proc/self/cgroup")));
      return own.find() ? home(ROOT, own.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Beside the worker, or below it; a group that has processes can rarely have groups as well. */
  static Optional<Path> home(Path root, String own) {
    var worker = root.resolve(own.substring(1)).normalize();
    return Stream.of(worker.resolve("..").normalize(), worker)
        .filter(folder -> folder.startsWith(root) && bounds(folder))
        .findFirst();
  }

  private static boolean bounds(Path folder) {
    try {
      var passedOn = Files.readString(folder.resolve("cgroup.subtree_control"));
      return Files.isWritable(folder) && List.of(passedOn.strip().split(" ")).contains("memory");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Puts a process that has just begun into a group of its own.
   *
   * @throws IOException when that cannot be done; nothing is left then
   */
  static Cgroup of(Path home, long pid) throws IOException {
    var group = new Cgroup(home.resolve(prefix(ProcessHandle.current()) + COUNT.incrementAndGet()));
    for (var late = LATE.poll(); late != null && late.isRemoved(); late = LATE.poll()) {
      // the next of them
    }
    Files.createDirectory(group.folder);
    try {
      group.set("memory.oom.group", "1"); // all of it, not what the kernel likes best
      group.set("cgroup.procs", Long.toString(pid));
      return group;
    } catch (IOException e) {
      group.remove();
      throw e;
    }
  }

  private static String prefix(ProcessHandle worker) {
    var since = worker.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    return "percheron-%d-%d-".formatted(worker.pid(), since);
  }

  private void set(String name, String value) throws IOException {
    Files.writeString(folder.resolve(name), value);
  }

  /**
   * From now on it has no more than {@code bytes} beyond what it has.
   *
   * @return whether the kernel takes care of that
   */
  boolean bound(long bytes) {
    try {
      long now = Long.parseLong(Files.readString(folder.resolve("memory.current")).strip());
      set("memory.swap.max", "0");
      set("memory.max", Long.toString(now + bytes));
      return true;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  /** It has no bound any more. */
  void unbound() {
    try {
      set("memory.max", NO_BOUND);
    } catch (IOException e) {
      // it has ended
    }
  }

  /** Whether the kernel has killed it because it wanted more memory than it may have. */
  boolean hasKilled() {
    try {
      var kills = KILLS.matcher(Files.readString(folder.resolve("memory.events")));
      return kills.find() && !kills.group(1).equals("0");
    } catch (IOException e) {
      return false;
    }
  }

  /** Kills what is left in it and removes it, now or when the next group is made. */
  void remove() {
    var _ = isRemoved();
  }

  private boolean isRemoved() {
    try {
      if (Files.exists(folder.resolve("cgroup.kill"))) {
        set("cgroup.kill", "1");
      }
      Files.deleteIfExists(folder);
      return true;
    } catch (IOException e) {
      LATE.add(this); // something in it still ends
      return false;
    }
  }

  /** Removes the groups of workers that are no more. */
  static void sweep(Path home) {
    try (var groups = Files.newDirectoryStream(home, "percheron-*")) {
      for (var group : groups) {
        if (isLeft(String.valueOf(group.getFileName()))) {
          new Cgroup(group).remove();
        }
      }
    } catch (IOException e) {
      // somebody else's
    }
  }

  private static boolean isLeft(String name) {
    var known = NAME.matcher(name);
    return known.matches()
        && ProcessHandle.of(Long.parseLong(known.group(1)))
            .map(worker -> !name.startsWith(prefix(worker)))
            .orElse(true);
  }
}

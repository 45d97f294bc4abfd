package dev.percheron.exec.process;

import dev.percheron.api.Limits;
import dev.percheron.api.Names;
import dev.percheron.spi.ExecutorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * How much memory of each kind a child may have.
 *
 * @param heap MiB
 * @param direct KiB outside of the heap for buffers; as much as the heap when empty
 * @param metaspace KiB for classes; unbounded when empty
 * @param stack KiB for each thread; as the JVM has it when empty
 */
record ChildMemory(int heap, OptionalLong direct, OptionalLong metaspace, OptionalLong stack) {
  /** MiB; with less no child comes as far as its first job. */
  private static final int LEAST_HEAP = 16;

  private static final long KIBI = 1 << 10;
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,8})([kmg])");
  private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal:\\s+(\\d{1,18}) kB$");

  static ChildMemory of(ExecutorOptions options) {
    long heap = size("heap", options.text("heap", "256m")).orElseThrow() / KIBI;
    if (heap < LEAST_HEAP || heap > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "option 'heap' takes 16m or more, was %d MiB".formatted(heap));
    }
    return new ChildMemory(
        (int) heap,
        size("direct-memory", options.text("direct-memory", "")),
        size("metaspace", options.text("metaspace", "")),
        size("stack", options.text("stack", "")));
  }

  /** In KiB. */
  private static OptionalLong size(String option, String text) {
    if (text.isBlank()) {
      return OptionalLong.empty();
    }
    var size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw new IllegalArgumentException(
          "option '%s' takes a size such as 256m or 2g, was '%s'"
              .formatted(option, Names.shown(text)));
    }
    long number = Long.parseLong(size.group(1));
    return OptionalLong.of(
        switch (size.group(2)) {
          case "k" -> number;
          case "m" -> number * KIBI;
          default -> number * KIBI * KIBI;
        });
  }

  /** MiB of heap for an attempt with {@code limits}: no more than its limit of memory. */
  int heapFor(Limits limits) {
    long limit = limits.memory().orElse(Long.MAX_VALUE) / (KIBI * KIBI);
    return (int) Math.min(heap, Math.max(LEAST_HEAP, limit));
  }

  /** The flags of a child with {@code mebibytes} of heap. */
  List<String> flags(int mebibytes) {
    var flags = new ArrayList<String>();
    flags.add("-Xmx" + mebibytes + "m");
    direct.ifPresent(size -> flags.add("-XX:MaxDirectMemorySize=" + size + "k"));
    metaspace.ifPresent(size -> flags.add("-XX:MaxMetaspaceSize=" + size + "k"));
    stack.ifPresent(size -> flags.add("-Xss" + size + "k"));
    return flags;
  }

  /**
   * @throws IllegalArgumentException when this machine does not have so much
   */
  void check() {
    long there = installed();
    if (heap > there) {
      throw new IllegalArgumentException(
          "a heap of %d MiB cannot be had: this machine has %d MiB of memory (option 'heap')"
              .formatted(heap, there));
    }
  }

  /** MiB; more than anybody asks for where it cannot be known. */
  private static long installed() {
    try {
      var total = TOTAL.matcher(Files.readString(Path.of("/proc/meminfo")));
      return total.find() ? Long.parseLong(total.group(1)) / KIBI : Long.MAX_VALUE;
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}

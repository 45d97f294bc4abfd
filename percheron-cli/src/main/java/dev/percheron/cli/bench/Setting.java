package dev.percheron.cli.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.util.stream.Collectors;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Where the figures come from.
 *
 * @param processors how many processors
 * @param system the operating system
 * @param java the version of Java
 * @param collector the names of its garbage collectors
 * @param driver the version of sqlite-jdbc
 */
record Setting(int processors, String system, String java, String collector, String driver) {

  static Setting here() {
    return new Setting(
        Runtime.getRuntime().availableProcessors(),
        "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
        Runtime.version().toString(),
        collectors(),
        SQLiteJDBCLoader.getVersion());
  }

  private static String collectors() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(MemoryManagerMXBean::getName)
        .collect(Collectors.joining(" and "));
  }

  /** Without the store. */
  String machine() {
    return "measured on %d processors, %s, Java %s with %s"
        .formatted(processors, system, java, collector);
  }

  String sentence() {
    return machine() + ", sqlite-jdbc %s, WAL, synchronous=FULL, one process".formatted(driver);
  }
}

package dev.percheron.cli.bench;

import org.sqlite.SQLiteJDBCLoader;

/**
 * Where the figures come from.
 *
 * @param processors how many processors
 * @param system the operating system
 * @param java the version of Java
 * @param driver the version of sqlite-jdbc
 */
record Setting(int processors, String system, String java, String driver) {

  static Setting here() {
    return new Setting(
        Runtime.getRuntime().availableProcessors(),
        "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
        Runtime.version().toString(),
        SQLiteJDBCLoader.getVersion());
  }

  /** Without the store. */
  String machine() {
    return "measured on %d processors, %s, Java %s".formatted(processors, system, java);
  }

  String sentence() {
    return "measured on %d processors, %s, Java %s, sqlite-jdbc %s, WAL, synchronous=FULL, one process"
        .formatted(processors, system, java, driver);
  }
}

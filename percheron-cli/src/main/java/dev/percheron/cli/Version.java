package dev.percheron.cli;

import dev.percheron.cli.options.Output;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import dev.percheron.cli.talk.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code version}. */
@Command(name = "version", description = "Print the versions of Percheron, Java and SQLite.")
final class Version implements Callable<Integer> {
  /** Read instead of asked: asking the driver would load its native library. */
  private static final String SQLITE = "META-INF/maven/org.xerial/sqlite-jdbc/pom.properties";

  private final Console console;

  @Mixin private Output output = new Output();

  Version(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var versions = versions();
    if (output.isJson()) {
      console.print(Json.text(versions));
    } else {
      versions.forEach((name, version) -> console.print(name + " " + version));
    }
    return Exit.DONE;
  }

  private static Map<String, String> versions() {
    var versions = new LinkedHashMap<String, String>();
    versions.put("percheron", percheron());
    versions.put("java", Runtime.version().toString());
    versions.put("sqlite-jdbc", sqlite());
    return versions;
  }

  private static String percheron() {
    var version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static String sqlite() {
    var properties = new Properties();
    try (var in = ClassLoader.getSystemResourceAsStream(SQLITE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      return "unreadable"; // a version is not worth a failure
    }
    return properties.getProperty("version", "absent");
  }
}

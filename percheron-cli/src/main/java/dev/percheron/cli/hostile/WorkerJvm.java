package dev.percheron.cli.hostile;

import java.nio.file.Path;
import java.util.List;

/** The command line of a worker that may die. */
final class WorkerJvm {
  private WorkerJvm() {}

  /** One that is to die has a short lease, so that its job is rescued soon. */
  static List<String> command(String queue, String lease, String url) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=/dev/null",
        "-cp",
        System.getProperty("java.class.path"),
        "dev.percheron.cli.Main",
        "worker",
        "--handlers",
        HostileJobs.class.getName(),
        "--queues",
        queue,
        "--name",
        "doomed",
        "--lease",
        lease,
        "--db",
        url);
  }
}

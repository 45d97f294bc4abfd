package dev.percheron.cli.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files in which hostile jobs write who they are. */
record Marks(Path folder) {
  /** The file of one job. */
  String of(String executor, Behaviour behaviour) {
    return folder.resolve(executor + "-" + behaviour).toString();
  }

  /** The processes in it that still live; nobody may take a number again so soon. */
  List<ProcessHandle> alive(String executor, Behaviour behaviour) {
    var file = Path.of(of(executor, behaviour));
    try {
      return Files.notExists(file)
          ? List.of()
          : Files.readAllLines(file).stream()
              .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())).stream())
              .filter(Marks::isAlive)
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that has ended and that nobody has asked for yet is still in the list. */
  private static boolean isAlive(ProcessHandle process) {
    try {
      return process.isAlive()
          && !Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
              .contains(") Z ");
    } catch (IOException e) {
      return process.isAlive(); // gone between the two, or a system without /proc
    }
  }
}

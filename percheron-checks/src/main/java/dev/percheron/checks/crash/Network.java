package dev.percheron.checks.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A network namespace with one way out, which can be cut: packets vanish, nobody is told. Linux
 * only, and only for root.
 */
final class Network implements AutoCloseable {
  /** The addresses that are used; an unusual corner of those for private use. */
  static final String RANGE = "10.213.0.0/16";

  private final String name;
  private final String outside;
  private final String host;

  private Network(long number) {
    this.name = "percheron-" + number;
    this.outside = "pch" + number; // at most 15 characters
    long corner = number % 16_000;
    this.host = "10.213.%d.%d".formatted(corner / 64, corner % 64 * 4 + 1);
  }

  /** Makes one; empty, with a line on the standard error, where that is not permitted. */
  static Optional<Network> tryToMake() {
    var network = new Network(ProcessHandle.current().pid());
    try {
      network.make();
      return Optional.of(network);
    } catch (IllegalStateException | UncheckedIOException e) {
      System.err.println("the network is NOT cut in this run: " + e.getMessage());
      network.close();
      return Optional.empty();
    }
  }

  private void make() {
    var inside = outside + "i";
    var there = host.substring(0, host.lastIndexOf('.') + 1) + (last() + 1);
    ip("netns", "add", name);
    ip("link", "add", outside, "type", "veth", "peer", "name", inside, "netns", name);
    ip("addr", "add", host + "/30", "dev", outside);
    ip("link", "set", outside, "up");
    ip("-n", name, "addr", "add", there + "/30", "dev", inside);
    ip("-n", name, "link", "set", inside, "up");
    ip("-n", name, "link", "set", "lo", "up");
  }

  private int last() {
    return Integer.parseInt(host.substring(host.lastIndexOf('.') + 1));
  }

  /** What stands before a command that is to run inside. */
  List<String> prefix() {
    return List.of("ip", "netns", "exec", name);
  }

  /** This machine as it is seen from inside. */
  String host() {
    return host;
  }

  /** From now on packets vanish. */
  void cut() {
    ip("link", "set", outside, "down");
  }

  /** They arrive again. */
  void mend() {
    ip("link", "set", outside, "up");
  }

  /** Removes it, also what of it was made when the rest could not be. */
  @Override
  public void close() {
    try {
      ip("netns", "delete", name);
    } catch (IllegalStateException | UncheckedIOException e) {
      System.err.println("network namespace: " + e.getMessage());
    }
  }

  private static void ip(String... words) {
    var command = new java.util.ArrayList<String>(List.of("ip"));
    command.addAll(List.of(words));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            "%s: %s".formatted(String.join(" ", command), said.strip()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

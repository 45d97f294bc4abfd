package dev.percheron.checks.crash;

import dev.percheron.checks.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A PostgreSQL server of the run's own. Where this process may make network namespaces, every other
 * process reaches it through one, whose way out can be cut.
 */
public final class PostgresSite implements Site {
  private static final String DATABASE = "postgres";

  private final PostgresServer server;
  private final Optional<Network> network;

  private PostgresSite(PostgresServer server, Optional<Network> network) {
    this.server = server;
    this.network = network;
  }

  /** Starts one whose data goes into {@code folder}. */
  public static PostgresSite start(Path folder) {
    var network = Network.tryToMake();
    try {
      var server =
          PostgresServer.start(
              folder,
              Map.of("listen_addresses", "*", "max_connections", "200"),
              List.of("host all all " + Network.RANGE + " trust"));
      return new PostgresSite(server, network);
    } catch (RuntimeException e) {
      network.ifPresent(Network::close);
      throw e;
    }
  }

  @Override
  public String url() {
    return server.url(DATABASE);
  }

  @Override
  public String url(long process) {
    return far(process)
        .map(through -> url().replace("//localhost:", "//" + through.host() + ":"))
        .orElseGet(this::url);
  }

  @Override
  public List<String> prefix(long process) {
    return far(process).map(Network::prefix).orElse(List.of());
  }

  /** Every other process, so that there are always some that are not cut off. */
  private Optional<Network> far(long process) {
    return network.filter(any -> process % 2 == 0);
  }

  @Override
  public Set<Injury> injuries() {
    var all = EnumSet.allOf(Injury.class);
    if (network.isEmpty()) {
      all.remove(Injury.CUT_NETWORK);
    }
    return all;
  }

  @Override
  public void crash() throws InterruptedException {
    server.crash();
  }

  @Override
  public void restart() {
    server.restart();
  }

  @Override
  public void cut() {
    network.orElseThrow().cut();
  }

  @Override
  public void mend() {
    network.ifPresent(Network::mend);
  }

  @Override
  public void close() {
    server.close();
    network.ifPresent(Network::close);
  }
}

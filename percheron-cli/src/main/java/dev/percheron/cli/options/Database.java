package dev.percheron.cli.options;

import dev.percheron.Percheron;
import dev.percheron.PercheronSettings;
import dev.percheron.api.StoreUnavailable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which database a command works on, and whether it tells all about its failures. */
public final class Database {
  private static final String SQLITE = "jdbc:sqlite:";
  private static final String BY_DEFAULT = SQLITE + "percheron.db";

  private final Map<String, String> environment;

  @Option(
      names = "--db",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description =
          "The database; else the environment variable PERCHERON_DB, else jdbc:sqlite:percheron.db.")
  private Optional<String> url = Optional.empty();

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack of an error and what the libraries log.")
  private boolean debug;

  /** Takes PERCHERON_DB from {@code environment}. */
  public Database(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The URL to use. */
  public String url() {
    return url.or(() -> Optional.ofNullable(environment.get("PERCHERON_DB")))
        .filter(text -> !text.isBlank())
        .orElse(BY_DEFAULT);
  }

  /** The URL that was typed, if one was. */
  public Optional<String> typed() {
    return url;
  }

  /** Whether stacks and libraries' logs are wanted. */
  public boolean isDebug() {
    return debug;
  }

  /** Opens it; a SQLite file that does not exist is made. */
  public Percheron open() {
    return Percheron.open(url());
  }

  /** As {@link #open()}, with settings. */
  public Percheron open(PercheronSettings settings) {
    return Percheron.open(url(), settings);
  }

  /**
   * Opens it to look or to change what is there: in the wrong directory an empty database would
   * answer, and be left behind.
   *
   * @throws StoreUnavailable when there is none
   */
  public Percheron openExisting() {
    checkExists();
    return open();
  }

  /**
   * Does nothing when there is a database.
   *
   * @throws StoreUnavailable when its file does not exist
   */
  public void checkExists() {
    var file = file();
    if (file.isPresent() && Files.notExists(file.orElseThrow())) {
      throw new StoreUnavailable(
          "there is no database %s; name one with --db jdbc:sqlite:FILE, or make it: percheron db migrate"
              .formatted(file.orElseThrow().toAbsolutePath()));
    }
  }

  /** The file of a SQLite database; empty for other stores. */
  public Optional<Path> file() {
    return file(url());
  }

  private static Optional<Path> file(String url) {
    if (!url.startsWith(SQLITE)) {
      return Optional.empty();
    }
    var name = url.substring(SQLITE.length()).replaceFirst("^file:", "").replaceFirst("\\?.*", "");
    try {
      return name.isEmpty() || name.startsWith(":") ? Optional.empty() : Optional.of(Path.of(name));
    } catch (InvalidPathException e) {
      return Optional.empty(); // the store says what is wrong with it
    }
  }
}

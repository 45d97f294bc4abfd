package dev.percheron.jdbc;

import dev.percheron.api.StoreUnavailable;
import java.nio.file.Path;
import java.sql.SQLException;

/** Says what an error of SQLite means: what happened, why, what to do. The one place that does. */
final class SqliteTrouble {
  /** Primary result codes of SQLite, see sqlite.org/rescode.html. */
  static final int BUSY = 5;

  private static final int LOCKED = 6;
  private static final int READONLY = 8;
  private static final int IOERR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;
  private static final int NOTADB = 26;

  private final Path file;

  SqliteTrouble(Path file) {
    this.file = file;
  }

  static boolean isBusy(SQLException e) {
    return code(e) == BUSY || code(e) == LOCKED;
  }

  /** Whether the whole group of writes would fail in the same way, one by one as well. */
  static boolean isOfTheFile(SQLException e) {
    return switch (code(e)) {
      case BUSY, LOCKED, READONLY, IOERR, CORRUPT, CANTOPEN, NOTADB -> true;
      default -> false;
    };
  }

  StoreUnavailable unavailable(SQLException e) {
    return new StoreUnavailable(sentence(e), e);
  }

  private String sentence(SQLException e) {
    return switch (code(e)) {
      case BUSY, LOCKED ->
          "the store %s is locked: another process has been writing to it all the time; nothing was stored, try again, or see who has it open (fuser %s)"
              .formatted(file, file);
      case READONLY ->
          "the store %s cannot be written: the file, its directory or its file system is read-only; nothing was stored, make both the file and its directory writable for this user"
              .formatted(file);
      case IOERR ->
          "the store %s cannot be read or written: the operating system reports an error (%s); nothing was stored, look at the disk and at the system's log"
              .formatted(file, e.getMessage());
      case CORRUPT ->
          "the store %s is damaged (%s): stop all processes that use it, then bring back a backup, or save what can be read with: sqlite3 %s .recover"
              .formatted(file, e.getMessage(), file);
      case FULL ->
          "the store %s is full: there is no room on its disk; nothing was stored, it goes on as soon as there is room"
              .formatted(file);
      case CANTOPEN ->
          "the store %s cannot be opened: look whether its directory exists and this user may read and write there (%s)"
              .formatted(file, e.getMessage());
      case NOTADB ->
          "the file %s is not an SQLite database; name another file, or move this one away"
              .formatted(file);
      default ->
          "the store %s could not do what was asked: %s; nothing was stored"
              .formatted(file, e.getMessage());
    };
  }

  private static int code(SQLException e) {
    return e.getErrorCode() & 0xff;
  }
}

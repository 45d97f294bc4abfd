import org.jspecify.annotations.NullMarked;

/** The durable store of Percheron, on SQLite or PostgreSQL. */
@NullMarked
module dev.percheron.jdbc {
  requires dev.percheron.core;
  requires java.sql;
  requires static org.jspecify;
}

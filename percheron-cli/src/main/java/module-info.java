import org.jspecify.annotations.NullMarked;

/** The percheron command. */
@NullMarked
module dev.percheron.cli {
  requires dev.percheron.core;
  requires dev.percheron.jdbc;
  requires info.picocli;
  requires tools.jackson.databind;
  requires static org.jspecify;

  opens dev.percheron.cli to
      info.picocli;
}

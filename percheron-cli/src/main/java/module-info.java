import org.jspecify.annotations.NullMarked;

/** The percheron command. */
@NullMarked
module dev.percheron.cli {
  requires dev.percheron.core;
  requires dev.percheron.jdbc;
  requires info.picocli;
  requires java.logging;
  requires java.management;
  requires java.sql;
  requires jdk.unsupported;
  requires org.xerial.sqlitejdbc;
  requires tools.jackson.databind;
  requires static org.jspecify;

  uses dev.percheron.spi.JobExecutorProvider;

  opens dev.percheron.cli to
      info.picocli;
  opens dev.percheron.cli.bench to
      dev.percheron.core,
      info.picocli;
  opens dev.percheron.cli.demo to
      dev.percheron.core,
      info.picocli;
  opens dev.percheron.cli.hostile to
      dev.percheron.core;
  opens dev.percheron.cli.jobs to
      info.picocli;
  opens dev.percheron.cli.options to
      info.picocli;
  opens dev.percheron.cli.queues to
      info.picocli;
  opens dev.percheron.cli.schedules to
      info.picocli;
  opens dev.percheron.cli.store to
      info.picocli;
  opens dev.percheron.cli.worker to
      info.picocli;
}

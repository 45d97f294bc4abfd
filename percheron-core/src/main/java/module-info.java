import org.jspecify.annotations.NullMarked;

/** Percheron's words, extension points, engine, in-process executors and in-memory store. */
@NullMarked
@SuppressWarnings("module") // the modules that may see dev.percheron.json are built after this one
module dev.percheron.core {
  requires static transitive org.jspecify;
  requires tools.jackson.databind;

  exports dev.percheron;
  exports dev.percheron.api;
  exports dev.percheron.exec;
  exports dev.percheron.exec.process to
      dev.percheron.testkit;
  exports dev.percheron.json to
      dev.percheron.cli,
      dev.percheron.jdbc,
      dev.percheron.testkit;
  exports dev.percheron.memory;
  exports dev.percheron.schedule;
  exports dev.percheron.spi;

  uses dev.percheron.spi.JobExecutorProvider;
  uses dev.percheron.spi.JobStoreProvider;

  provides dev.percheron.spi.JobExecutorProvider with
      dev.percheron.exec.VirtualProvider,
      dev.percheron.exec.ThreadsProvider,
      dev.percheron.exec.LoopProvider,
      dev.percheron.exec.DirectProvider,
      dev.percheron.exec.process.CommandProvider,
      dev.percheron.exec.process.ProcessProvider;
}

import org.jspecify.annotations.NullMarked;

/** Contracts and tools for tests of jobs, stores and executors. */
@NullMarked
module dev.percheron.testkit {
  requires transitive dev.percheron.core;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports dev.percheron.testkit;
  exports dev.percheron.testkit.store;
  exports dev.percheron.testkit.executor;

  opens dev.percheron.testkit.store to
      org.junit.platform.commons; // the parts of the contract are not public
}

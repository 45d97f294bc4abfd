package dev.percheron.checks.bench;

/**
 * A system that is measured, opened on one database. The calls that push commit before they return.
 * Pushing is thread-safe.
 */
interface Contender extends AutoCloseable {
  /** Makes its tables in an empty database. Called once, before anything else. */
  void create() throws Exception;

  /** Pushes one job that does nothing. */
  void push() throws Exception;

  /** Pushes so many in the fastest way that it has. */
  void pushAll(int count) throws Exception;

  /** Whether every job has ended and its end is durable. */
  boolean isDone() throws Exception;

  /** Starts a worker in this process, whose jobs tell {@link Board#ofThisProcess()}. */
  AutoCloseable work() throws Exception;

  @Override
  void close();
}

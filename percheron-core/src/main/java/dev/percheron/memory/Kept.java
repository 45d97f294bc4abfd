package dev.percheron.memory;

/** The place of a job among those whose result is kept for the same time. */
final class Kept {
  /** The place of those that have no result; in no chain, so unlinking it does nothing. */
  static final Chain.Link NONE =
      new Chain.Link() {
        @Override
        StoredJob job() {
          throw new IllegalStateException("no result is kept");
        }
      };

  private Kept() {}

  static Chain.Link of(StoredJob job) {
    return new Chain.Link() {
      @Override
      StoredJob job() {
        return job;
      }
    };
  }
}

package dev.percheron.checks.crash;

import java.util.List;
import java.util.Set;

/** Where the store of a run is, and what can be done to it. For the driver's thread. */
public interface Site extends AutoCloseable {
  /** The store as the driver reaches it: never cut off. */
  String url();

  /** The store as the process with this number reaches it. */
  default String url(long process) {
    return url();
  }

  /** What stands before the command of the process with this number. */
  default List<String> prefix(long process) {
    return List.of();
  }

  /** What can be done to a run on it. */
  Set<Injury> injuries();

  /** Ends the store's server at once. */
  default void crash() throws InterruptedException {
    throw new UnsupportedOperationException("this store has no server");
  }

  /** Starts it again. */
  default void restart() throws InterruptedException {}

  /** Cuts those off that can be. */
  default void cut() {
    throw new UnsupportedOperationException("nothing lies between this store and its users");
  }

  /** Lets them through again. */
  default void mend() {}

  @Override
  default void close() {}

  /** A store in a file of its own, or one that somebody else looks after. */
  static Site of(String url) {
    return new Site() {
      @Override
      public String url() {
        return url;
      }

      @Override
      public Set<Injury> injuries() {
        return Set.of(Injury.KILL_WORKER, Injury.KILL_PUSHER, Injury.FREEZE_WORKER);
      }
    };
  }
}

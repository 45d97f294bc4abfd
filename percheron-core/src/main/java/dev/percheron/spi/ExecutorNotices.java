package dev.percheron.spi;

import dev.percheron.api.Attempt;
import java.time.Duration;

/** What an executor tells besides outcomes. Calls must return quickly and do not throw. */
public interface ExecutorNotices {
  /** The attempt was ended, its thread goes on; {@code stack} shows where it is. */
  void stuck(Attempt attempt, String stack);

  /** The thread of such an attempt has ended after all. */
  void unstuck(Attempt attempt);

  /** A handler has held the one thread that others wait for. */
  void blocking(Attempt attempt, Duration held, String stack);

  /** Slots became free, or the health changed, without an attempt having ended. */
  void changed();

  /** Tells nobody. */
  ExecutorNotices NONE =
      new ExecutorNotices() {
        @Override
        public void stuck(Attempt attempt, String stack) {}

        @Override
        public void unstuck(Attempt attempt) {}

        @Override
        public void blocking(Attempt attempt, Duration held, String stack) {}

        @Override
        public void changed() {}
      };
}

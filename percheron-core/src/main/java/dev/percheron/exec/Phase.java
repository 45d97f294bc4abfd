package dev.percheron.exec;

/** Where an attempt stands. It only moves on by compare-and-set, so every move has one winner. */
sealed interface Phase permits Phase.Plain, Stop {
  /** Where it stands as long as nobody wants it to stop; {@link Stop} is the rest. */
  enum Plain implements Phase {
    /** Handed over, not started. */
    WAITING,
    /** A thread has taken it and has called nobody yet, so it still counts as not started. */
    CLAIMED,
    /** A thread runs it, or waits for its stage. */
    RUNNING,
    /** Its stage is pending and no thread waits. */
    PENDING,
    /** Over, and nobody wanted it to stop. */
    ENDED
  }
}

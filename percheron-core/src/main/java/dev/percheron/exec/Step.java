package dev.percheron.exec;

import dev.percheron.api.Outcome;

/** What calling a handler came to. */
sealed interface Step {
  /** It is over. */
  record Done(Outcome outcome) implements Step {}

  /** It returned a stage or future. */
  record Later(Awaited awaited) implements Step {}
}

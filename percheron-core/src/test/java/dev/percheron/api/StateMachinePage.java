package dev.percheron.api;

import dev.percheron.api.JobState.Move;

/** Prints {@code docs/state-machine.md}. */
final class StateMachinePage {
  private StateMachinePage() {}

  static String text() {
    var page = new StringBuilder();
    page.append(
        """
        # The states of a job and the moves between them

        Printed from `dev.percheron.api.JobState`; a test compares them. To print it anew:
        `./mvnw -q test -pl percheron-core -Dtest=StateMachineTest -Dpercheron.print=true`.
        Every move has a test in the store contract (`dev.percheron.testkit.store.JobStoreContract`).

        ```mermaid
        stateDiagram-v2
          [*] --> SCHEDULED: pushed for later
          [*] --> READY: pushed
        """);
    for (var move : Move.values()) {
      page.append("  %s --> %s: %s\n".formatted(move.from(), move.to(), move.cause()));
    }
    page.append("```\n\n| State | Meaning | Nothing follows by itself |\n|---|---|---|\n");
    for (var state : JobState.values()) {
      page.append(
          "| `%s` | %s | %s |\n".formatted(state, state.meaning(), state.isEnd() ? "yes" : ""));
    }
    page.append("\n| Move | From | To | Because |\n|---|---|---|---|\n");
    for (var move : Move.values()) {
      page.append(
          "| `%s` | `%s` | `%s` | %s |\n".formatted(move, move.from(), move.to(), move.cause()));
    }
    return page.toString();
  }
}

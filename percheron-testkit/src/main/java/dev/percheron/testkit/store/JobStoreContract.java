package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.JobState;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/**
 * Decides what is a {@link dev.percheron.spi.JobStore}. A store's test class extends this one and
 * says how the store is opened; that is all:
 *
 * <pre>{@code
 * class MyStoreTest extends JobStoreContract {
 *   @Override
 *   protected JobStore open(ManualTime time) {
 *     return MyStore.open(newDatabase(), time);
 *   }
 * }
 * }</pre>
 *
 * <p>The contract is long, so each theme is a class of its own, each adding to the one before:
 * pushing, claiming, settling, leases, errands, acting on jobs, queues, reading, pruning, signals,
 * races, what outlives a process, and random steps compared with the in-memory store. Nobody
 * extends the parts alone.
 *
 * <p>More may be overridden: {@link #openAgain}, {@link #plantUnreadableRow} and {@link
 * #plantNewerSchema} by stores that outlive their object – what needs them is skipped otherwise –
 * and the sizes. After every test {@code problems()} of each opened store must be empty. A
 * comparison with random steps that fails names its seed; {@code -Dpercheron.seed=…} repeats it.
 */
public abstract class JobStoreContract extends ModelContract {
  /** For test classes of stores. */
  protected JobStoreContract() {}

  @Test
  void every_move_of_a_job_has_a_test() {
    var covered = EnumSet.noneOf(JobState.Move.class);
    for (Class<?> part = JobStoreContract.class;
        part != Object.class;
        part = part.getSuperclass()) {
      for (var method : part.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class) && method.isAnnotationPresent(Moves.class)) {
          covered.addAll(java.util.List.of(method.getAnnotation(Moves.class).value()));
        }
      }
    }

    assertThat(covered).containsExactlyInAnyOrder(JobState.Move.values());
  }
}

package dev.percheron.testkit.store;

import dev.percheron.memory.InMemoryStore;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to it, a store answers like the in-memory one. Part of {@link JobStoreContract}.
 */
abstract class ModelContract extends DurabilityContract {
  /** Another one each time; {@code -Dpercheron.seed=…} repeats the one that a failure names. */
  @Test
  void random_steps_are_answered_as_the_model_answers() {
    long seed = Long.getLong("percheron.seed", RandomGenerator.getDefault().nextInt());
    var model = InMemoryStore.create(time);

    new RandomSteps(new Twins(store, model), time, seed).run(modelSteps());
  }

  @Test
  void the_same_random_steps_as_always_are_answered_as_the_model_answers() {
    var model = InMemoryStore.create(time);

    new RandomSteps(new Twins(store, model), time, 42).run(modelSteps() / 3);
  }
}

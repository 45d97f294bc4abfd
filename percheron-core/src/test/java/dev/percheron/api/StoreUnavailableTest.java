package dev.percheron.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoreUnavailableTest {
  @Test
  void nothing_was_stored_unless_it_says_that_nobody_knows() {
    var cause = new IllegalStateException("broken pipe");

    assertThat(new StoreUnavailable("away").mayHaveBeenStored()).isFalse();
    assertThat(new StoreUnavailable("away", cause).mayHaveBeenStored()).isFalse();
    assertThat(StoreUnavailable.inDoubt("the answer did not come", cause))
        .hasMessage("the answer did not come")
        .hasCause(cause)
        .matches(StoreUnavailable::mayHaveBeenStored);
  }
}

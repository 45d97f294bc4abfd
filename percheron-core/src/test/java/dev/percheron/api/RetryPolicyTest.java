package dev.percheron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final Failure FAILURE = Failure.of("a.B", "broken");
  private final Random random = new Random(1);

  @Test
  void delays_grow_by_the_multiplier_up_to_the_longest() {
    var policy =
        RetryPolicy.exponential(10, Duration.ofSeconds(1)).atMost(Duration.ofSeconds(10)).jitter(0);

    assertThat(List.of(1, 2, 3, 4, 5, 9))
        .extracting(
            attempt -> policy.delayAfter(attempt, FAILURE, random).orElseThrow().toSeconds())
        .containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
  }

  @Test
  void the_last_attempt_is_followed_by_none() {
    var policy = RetryPolicy.fixed(3, Duration.ofSeconds(1));

    assertThat(policy.delayAfter(2, FAILURE, random)).contains(Duration.ofSeconds(1));
    assertThat(policy.delayAfter(3, FAILURE, random)).isEmpty();
    assertThat(policy.delayAfter(4, FAILURE, random)).isEmpty();
    assertThat(RetryPolicy.none().delayAfter(1, FAILURE, random)).isEmpty();
  }

  @Test
  void jitter_stays_within_its_bounds_and_spreads() {
    var policy = RetryPolicy.fixed(2, Duration.ofSeconds(10)).jitter(0.5);

    var delays =
        random
            .ints(1_000)
            .mapToObj(i -> policy.delayAfter(1, FAILURE, random).orElseThrow())
            .toList();

    assertThat(delays)
        .allMatch(delay -> delay.compareTo(Duration.ofSeconds(5)) >= 0)
        .allMatch(delay -> delay.compareTo(Duration.ofSeconds(15)) <= 0)
        .anyMatch(delay -> delay.compareTo(Duration.ofSeconds(6)) < 0)
        .anyMatch(delay -> delay.compareTo(Duration.ofSeconds(14)) > 0);
  }

  @Test
  void full_jitter_never_goes_below_zero() {
    var policy = RetryPolicy.fixed(2, Duration.ofMillis(3)).jitter(1);

    assertThat(
            random.ints(1_000).mapToObj(i -> policy.delayAfter(1, FAILURE, random).orElseThrow()))
        .noneMatch(Duration::isNegative);
  }

  @Test
  void a_very_late_attempt_does_not_overflow() {
    var policy =
        new RetryPolicy(10_000, Duration.ofDays(1), 100, Duration.ofDays(366), 0, List.of());

    assertThat(policy.delayAfter(9_999, FAILURE, random)).contains(Duration.ofDays(366));
  }

  @Test
  void the_first_rule_that_matches_decides_also_for_subclasses() {
    var policy =
        RetryPolicy.fixed(3, Duration.ZERO)
            .retryOn(FileNotFoundException.class)
            .giveUpOn(IOException.class);

    assertThat(policy.delayAfter(1, Failure.of(new FileNotFoundException()), random)).isPresent();
    assertThat(policy.delayAfter(1, Failure.of(new IOException()), random)).isEmpty();
    assertThat(policy.delayAfter(1, Failure.of(new IllegalStateException()), random)).isPresent();
  }

  @Test
  void giving_up_is_a_rule_that_a_rule_can_overrule() {
    var failure = Failure.of(new GiveUp("pointless"));

    assertThat(RetryPolicy.DEFAULT.delayAfter(1, failure, random)).isEmpty();
    assertThat(RetryPolicy.DEFAULT.retryOn(GiveUp.class).delayAfter(1, failure, random))
        .isPresent();
  }

  @Test
  void what_is_out_of_range_is_refused_by_name() {
    refused("maxAttempts", () -> RetryPolicy.fixed(0, Duration.ZERO));
    refused("maxAttempts", () -> RetryPolicy.fixed(10_001, Duration.ZERO));
    refused("firstDelay", () -> RetryPolicy.fixed(1, Duration.ofMillis(-1)));
    refused("firstDelay", () -> RetryPolicy.fixed(1, Duration.ofDays(367)));
    refused("maxDelay", () -> RetryPolicy.DEFAULT.atMost(Duration.ofMillis(1)));
    refused("jitter", () -> RetryPolicy.DEFAULT.jitter(1.01));
    refused("jitter", () -> RetryPolicy.DEFAULT.jitter(Double.NaN));
    refused("multiplier", () -> multiplier(0.5));
    refused("multiplier", () -> multiplier(Double.NaN));
    refused("multiplier", () -> multiplier(Double.POSITIVE_INFINITY));
  }

  private static RetryPolicy multiplier(double value) {
    return new RetryPolicy(2, Duration.ZERO, value, Duration.ZERO, 0, List.of());
  }

  private static void refused(String name, Runnable what) {
    assertThatIllegalArgumentException().isThrownBy(what::run).withMessageContaining(name);
  }
}

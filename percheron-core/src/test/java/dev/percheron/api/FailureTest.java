package dev.percheron.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTest {
  @SuppressWarnings("serial") // never written
  private static final class Hostile extends RuntimeException {
    @Override
    public String getMessage() {
      throw new IllegalStateException("no message for you");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new StackOverflowError();
    }

    @Override
    public void printStackTrace(PrintWriter writer) {
      throw new OutOfMemoryError("pretended");
    }
  }

  @Test
  void a_failure_keeps_type_message_stack_causes_and_supertypes() {
    var thrown =
        new IllegalStateException("outer", new IOException("inner", new Error("innermost")));

    var failure = Failure.of(thrown);

    assertThat(failure.type()).isEqualTo("java.lang.IllegalStateException");
    assertThat(failure.message()).isEqualTo("outer");
    assertThat(failure.stack()).contains("FailureTest").contains("Caused by: java.io.IOException");
    assertThat(failure.causes())
        .containsExactly(
            new Failure.Cause("java.io.IOException", "inner"),
            new Failure.Cause("java.lang.Error", "innermost"));
    assertThat(failure.supertypes())
        .containsExactly(
            "java.lang.RuntimeException", "java.lang.Exception", "java.lang.Throwable");
  }

  @Test
  void an_exception_whose_own_methods_throw_is_described_all_the_same() {
    var failure = Failure.of(new Hostile());

    assertThat(failure.type()).isEqualTo(Hostile.class.getName());
    assertThat(failure.message()).contains("getMessage threw java.lang.IllegalStateException");
    assertThat(failure.stack()).contains("FailureTest");
    assertThat(failure.causes()).isEmpty();
  }

  @Test
  void a_circle_of_causes_comes_to_an_end() {
    var one = new IllegalStateException("one");
    var other = new IllegalArgumentException("other", one);
    one.initCause(other);

    assertThat(Failure.of(one).causes())
        .containsExactly(new Failure.Cause("java.lang.IllegalArgumentException", "other"));
  }

  @Test
  void a_long_chain_of_causes_is_cut() {
    var thrown = new Exception("0");
    for (int i = 1; i < 100; i++) {
      thrown = new Exception("" + i, thrown);
    }

    assertThat(Failure.of(thrown).causes()).hasSize(20);
  }

  @Test
  void what_is_too_long_is_cut() {
    var failure = Failure.of(new Exception("m".repeat(100_000)));

    assertThat(failure.message()).hasSize(Failure.MAX_MESSAGE).endsWith("…");
    assertThat(failure.stack()).hasSizeLessThanOrEqualTo(Failure.MAX_STACK);
  }

  @Test
  void a_failure_is_of_its_class_and_of_those_above() {
    var failure = Failure.of(new FileNotFoundException());

    assertThat(failure.isA("java.io.FileNotFoundException")).isTrue();
    assertThat(failure.isA("java.io.IOException")).isTrue();
    assertThat(failure.isA("java.lang.RuntimeException")).isFalse();
  }

  @Test
  void a_summary_is_one_line() {
    assertThat(Failure.of("a.B", "first\nsecond").summary()).isEqualTo("a.B: first");
    assertThat(Failure.of("a.B", "").summary()).isEqualTo("a.B");
  }

  @Test
  void lists_are_copied() {
    var supertypes = new ArrayList<>(List.of("a"));
    var failure = new Failure("t", "m", "s", List.of(), supertypes);

    supertypes.clear();

    assertThat(failure.supertypes()).containsExactly("a");
  }
}

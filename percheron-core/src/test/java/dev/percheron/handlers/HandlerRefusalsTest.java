package dev.percheron.handlers;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.percheron.api.Handler;
import dev.percheron.api.JobContext;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods that cannot be handlers. */
class HandlerRefusalsTest {
  private final HandlerRegistry registry = new HandlerRegistry();

  static final class Varargs {
    @Handler("x")
    void bad(String... values) {}
  }

  static final class Generic {
    @Handler("x")
    <T> void bad(T value) {}
  }

  static final class Unresolved<T> {
    @Handler("x")
    void bad(List<T> value) {}
  }

  static final class LateContext {
    @Handler("x")
    void bad(String value, JobContext context) {}
  }

  static final class TwoContexts {
    @Handler("x")
    void bad(JobContext one, JobContext two) {}
  }

  static final class BadName {
    @Handler("")
    void bad() {}
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of(new Varargs(), "variable number of parameters"),
        Arguments.of(new Generic(), "type parameter <T>"),
        Arguments.of(new Unresolved<String>(), "type variable T in parameter 'value'"),
        Arguments.of(new LateContext(), "JobContext as parameter 2"),
        Arguments.of(new TwoContexts(), "JobContext as parameter 2"),
        Arguments.of(new BadName(), "a handler name has 1 to 200 characters"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void a_handler_that_cannot_work_is_refused_with_the_reason(Object handlers, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.add(handlers))
        .withMessageContaining(reason);
  }
}

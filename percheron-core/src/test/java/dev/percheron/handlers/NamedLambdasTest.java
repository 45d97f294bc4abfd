package dev.percheron.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.percheron.api.JobContext;
import dev.percheron.api.MethodRef.Call1;
import dev.percheron.api.MethodRef.Call2;
import dev.percheron.api.MethodRef.Run0;
import dev.percheron.api.MethodRef.Run1;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lambdas under a name, and methods that are no handlers by themselves. */
class NamedLambdasTest {
  private final Program program = new Program();
  private final HandlerRegistry registry = program.registry;

  record Order(String id, int amount) {}

  record Reports(String name) {
    String where() {
      return name;
    }
  }

  @Test
  void a_lambda_is_called_under_its_name() throws Throwable {
    int factor = 3;
    registry.add("times", (Call1<Integer, Integer>) (Integer number) -> number * factor);
    registry.add(
        "context", (Call2<JobContext, Order, String>) (c, o) -> o.id() + c.attempt().number());

    assertThat(program.call("times", "[14]")).isEqualTo(42);
    assertThat(program.call("context", "[{\"id\":\"a\",\"amount\":1}]")).isEqualTo("a1");
    assertThat(registry.signature("times").orElseThrow().result()).isEqualTo(Integer.class);
    assertThat(registry.signature("context").orElseThrow().takesContext()).isTrue();
  }

  @Test
  void what_a_lambda_throws_comes_out() {
    registry.add(
        "throwing",
        (Run0)
            () -> {
              throw new IOException("disk");
            });

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> program.call("throwing", "[]"));
  }

  @Test
  void a_lambda_that_cannot_work_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.add("x", (Run1<List<String>>) list -> {}))
        .withMessageContaining("parameter 1 of the handler 'x' is a generic List");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.add("x", (Call1<Reports, String>) Reports::where))
        .withMessageContaining("object::where");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.add("x", (Call2<String, JobContext, String>) (s, c) -> s))
        .withMessageContaining("JobContext as parameter 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.add(" x", (Run0) () -> {}))
        .withMessageContaining("white space");
  }

  @Test
  void two_lambdas_with_one_name_are_refused_and_one_may_come_twice() {
    Run0 one = () -> {};
    Run0 two = () -> {};
    registry.add("x", one);
    registry.add("x", one);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.add("x", two))
        .withMessageContaining("two handlers are named 'x'");
  }
}

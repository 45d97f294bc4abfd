package dev.percheron.handlers;

import static dev.percheron.api.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.percheron.api.Due;
import dev.percheron.api.Handler;
import dev.percheron.api.JobRefused;
import dev.percheron.api.JobSpec;
import dev.percheron.spi.UnfitAttempt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvocationsTest {
  private final Program program = new Program().with(Work.class);

  record Order(String id, int amount) {}

  static final class Work {
    @Handler("work.order")
    static String order(String customer, Order order) {
      return customer + order.amount();
    }

    @Handler("work.fail")
    static void fail() throws IOException {
      throw new IOException("disk");
    }

    @SuppressWarnings("DoNotCallSuggester") // a handler is called by its name
    @Handler("work.error")
    static void error() {
      throw new LinkageError("link");
    }

    @Handler("work.echo")
    static Object echo(Object value) {
      return value;
    }
  }

  static final class Broken {
    static final int VALUE = Integer.parseInt("not a number");

    @Handler("broken.run")
    static int run() {
      return VALUE;
    }
  }

  @Test
  void a_handler_is_called_with_its_arguments() throws Throwable {
    assertThat(program.call("work.order", "[\"ada\",{\"id\":\"x\",\"amount\":3}]"))
        .isEqualTo("ada3");
  }

  @Test
  void what_a_handler_throws_comes_out_as_it_is() {
    assertThatThrownBy(() -> program.call("work.fail", "[]"))
        .isExactlyInstanceOf(IOException.class);
    assertThatThrownBy(() -> program.call("work.error", "[]"))
        .isExactlyInstanceOf(LinkageError.class);
  }

  @Test
  void a_class_that_fails_to_initialise_says_so_itself() {
    program.registry.add(Broken.class);

    assertThatThrownBy(() -> program.call("broken.run", "[]"))
        .isExactlyInstanceOf(ExceptionInInitializerError.class)
        .hasRootCauseInstanceOf(NumberFormatException.class);
    assertThatThrownBy(() -> program.call("broken.run", "[]"))
        .isExactlyInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void an_unknown_handler_is_named_with_the_nearest() {
    assertThatExceptionOfType(UnfitAttempt.class)
        .isThrownBy(() -> program.call("work.ordre", "[]"))
        .withMessageContaining("'work.ordre'")
        .withMessageContaining("did you mean 'work.order'?")
        .withMessageContaining("register its object or class");
  }

  @Test
  void arguments_that_do_not_fit_are_told_with_handler_parameter_and_path() {
    assertThatExceptionOfType(UnfitAttempt.class)
        .isThrownBy(() -> program.call("work.order", "[\"ada\",{\"id\":\"x\",\"amount\":\"3\"}]"))
        .withMessageContaining("work.order(String customer, Order order)")
        .withMessageContaining("Work.order(String, Order)")
        .withMessageContaining("argument 2: ")
        .withMessageContaining("at amount");
    assertThatExceptionOfType(UnfitAttempt.class)
        .isThrownBy(() -> program.call("work.order", "[\"ada\"]"))
        .withMessageContaining("2 arguments are wanted, 1 given");
    assertThatExceptionOfType(UnfitAttempt.class)
        .isThrownBy(() -> program.call("work.order", "nonsense"));
  }

  private String written(Object result) {
    var attempt = Program.attempt(JobSpec.of("work.echo", "default", "[null]"));
    return program.invocations.write(attempt, result);
  }

  @Test
  void a_result_is_written_as_json() {
    assertThat(written(new Order("x", 1))).isEqualTo("{\"id\":\"x\",\"amount\":1}");
    assertThat(written(null)).isEqualTo("null");
  }

  @Test
  void a_result_that_cannot_be_written_is_told_with_its_class() {
    assertThatExceptionOfType(UnfitAttempt.class)
        .isThrownBy(() -> written(List.of(new Object())))
        .withMessageContaining("the result of 'work.echo' cannot be kept")
        .withMessageContaining("java.lang.Object");
  }

  @Test
  void a_result_may_be_as_large_as_the_limit_and_no_larger() {
    int limit = PayloadLimits.DEFAULT.result();

    assertThat(written("x".repeat(limit - 2))).hasSize(limit);
    assertThatExceptionOfType(UnfitAttempt.class)
        .isThrownBy(() -> written("x".repeat(limit - 1)))
        .withMessageContaining("result too large: 'work.echo' returned 1048577 bytes as JSON")
        .withMessageContaining("1048576");
  }

  @Test
  void bytes_are_counted_as_utf_8() {
    int limit = PayloadLimits.DEFAULT.result();

    assertThat(written("😀".repeat(limit / 4 - 1))).hasSize(limit / 2);
    assertThatExceptionOfType(UnfitAttempt.class).isThrownBy(() -> written("😀".repeat(limit / 4)));
    assertThatExceptionOfType(UnfitAttempt.class).isThrownBy(() -> written("é".repeat(limit / 2)));
    assertThatExceptionOfType(UnfitAttempt.class)
        .isThrownBy(() -> written("€".repeat(limit / 3 + 1)));
  }

  @Test
  void arguments_larger_than_the_limit_are_refused_when_pushed() {
    var small = new Requests(program.registry, program.codec, new PayloadLimits(1024, 1024));

    assertThatExceptionOfType(JobRefused.class)
        .isThrownBy(() -> small.prepare(job(Work::echo, (Object) "x".repeat(2000))))
        .withMessageContaining("the arguments of 'work.echo' are 2004 bytes")
        .withMessageContaining("at most 1024")
        .withMessageContaining("raise the limit");
  }

  @Test
  void limits_out_of_range_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PayloadLimits(0, 1024));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PayloadLimits(1024, Integer.MAX_VALUE))
        .withMessageContaining("the limit of result is 1024 to 33554432 bytes, was 2147483647");
  }

  @Test
  void an_argument_that_cannot_be_written_is_named() {
    var order = new Order("x", 1);
    var cycle = new ArrayList<Object>();
    cycle.add(cycle);

    assertThatExceptionOfType(JobRefused.class)
        .isThrownBy(
            () -> program.requests.prepare(job("work.order", order, Map.of("k", new Object()))))
        .withMessageContaining("argument 2 of 'work.order'")
        .withMessageContaining(" at k: ")
        .withMessageContaining("java.lang.Object");
    assertThatExceptionOfType(JobRefused.class)
        .isThrownBy(() -> program.requests.prepare(job("work.echo", cycle)))
        .withMessageContaining("argument 1 of 'work.echo'");
  }

  @Test
  void a_request_becomes_a_job_with_all_that_it_asks() {
    var deadline = Instant.parse("2026-01-01T00:00:00Z");
    var request =
        job(Work::order, "ada", new Order("x", 1))
            .on("mail")
            .priority(5)
            .in(Duration.ofSeconds(3))
            .startBy(deadline)
            .unique("key")
            .timeLimit(Duration.ofSeconds(9))
            .metadata("tenant", "7");

    var job = program.requests.prepare(request).job();

    assertThat(job.due()).isEqualTo(new Due.After(Duration.ofSeconds(3)));
    assertThat(job.uniqueKey()).contains("key");
    assertThat(job.spec())
        .isEqualTo(
            new JobSpec(
                "work.order",
                "mail",
                5,
                "[\"ada\",{\"id\":\"x\",\"amount\":1}]",
                Map.of("tenant", "7"),
                request.plan().options(),
                Optional.of(deadline)));
  }

  @Test
  void a_request_by_name_knows_its_result_only_when_the_handler_is_here() {
    assertThat(program.requests.prepare(job("work.order", 1)).result()).isEqualTo(String.class);
    assertThat(program.requests.prepare(job("elsewhere", 1)).result()).isEqualTo(Object.class);
    assertThat(program.requests.prepare(job("elsewhere")).job().spec().arguments()).isEqualTo("[]");
  }
}

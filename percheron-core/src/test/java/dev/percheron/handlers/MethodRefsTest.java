package dev.percheron.handlers;

import static dev.percheron.api.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.percheron.api.Handler;
import dev.percheron.api.JobContext;
import dev.percheron.api.JobRefused;
import dev.percheron.api.JobRequest;
import dev.percheron.api.MethodRef;
import dev.percheron.api.MethodRef.Call0;
import dev.percheron.api.MethodRef.Call1;
import dev.percheron.api.MethodRef.Run1;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MethodRefsTest {
  private final Program program = new Program();

  static final class Emails {
    private Emails() {}

    @Handler("emails.send")
    static String send(String to, String subject) {
      return to + subject;
    }

    @Handler("emails.secret")
    private static void secret(String to) {}

    @Handler("emails.count")
    static int count(JobContext context) {
      return context.attempt().number();
    }

    static void plain(String to) {}

    @Handler("emails.later")
    static CompletionStage<List<String>> later() {
      return CompletableFuture.completedStage(List.of());
    }

    @Handler("emails.future")
    static Future<? extends Number> future() {
      return CompletableFuture.completedFuture(1);
    }

    @Handler("emails.completed")
    static CompletableFuture<Void> completed() {
      return CompletableFuture.completedFuture(null);
    }

    @Handler("emails.raw")
    @SuppressWarnings("rawtypes")
    static CompletionStage raw() {
      return CompletableFuture.completedStage(1);
    }

    @Handler("emails.any")
    static void any(String... to) {}

    @Handler("bad\u0007name")
    static void badName() {}
  }

  interface Sending<T> {
    @Handler("sending.send")
    T send(T message);
  }

  static class Letters implements Sending<String> {
    @Override
    public String send(String message) {
      return message;
    }

    @Handler("letters.open")
    CompletionStage<String> open(JobContext context) {
      return CompletableFuture.completedStage("open");
    }
  }

  static final class Express extends Letters {
    @Override
    CompletionStage<String> open(JobContext context) {
      return CompletableFuture.completedStage("express");
    }
  }

  private ResolvedRef resolve(MethodRef ref, int arguments) {
    return MethodRefs.resolve(ref, arguments);
  }

  private void refused(JobRequest<?> request, String... parts) {
    assertThatExceptionOfType(JobRefused.class)
        .isThrownBy(() -> program.requests.prepare(request))
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
  }

  @Test
  void a_lambda_is_refused_with_what_to_do() {
    refused(
        job((String to) -> to.length(), "ada"),
        "lambda",
        MethodRefsTest.class.getName(),
        "lambda$",
        "@Handler",
        "register the lambda under a name");
  }

  @Test
  void a_method_without_the_mark_is_refused_with_the_mark_to_add() {
    refused(
        job(Emails::plain, "ada"),
        MethodRefsTest.class.getName() + "$Emails.plain(String)",
        "not marked @Handler",
        "@Handler(\"emails.plain\")");
  }

  @Test
  void a_constructor_is_refused() {
    refused(job((Call0<Letters>) Letters::new), "Letters::new is a constructor");
  }

  @Test
  void an_object_that_implements_the_interface_is_refused() {
    refused(
        job(
            new Call0<String>() {
              @Override
              public String call() {
                return "";
              }
            }),
        "is not a method reference");
  }

  @Test
  void a_static_method_with_an_argument_left_out_is_refused() {
    refused(
        job(Emails::send, "ada"),
        "emails.send(String to, String subject) takes 2 arguments, 1 given");
  }

  @Test
  void a_context_that_is_given_is_refused() {
    refused(
        job(Emails::count, (JobContext) null),
        "emails.count() takes 0 arguments, 1 given",
        "leave the JobContext out");
  }

  @Test
  void an_object_that_is_given_for_an_unbound_reference_is_refused() {
    refused(job((Call1<Letters, Object>) Letters::hashCode, new Letters()), "not marked @Handler");
    refused(
        job((MethodRef.Call2<Letters, String, String>) Letters::send, new Letters(), "x"),
        "takes 1 argument, 2 given",
        "leave the object out");
  }

  @Test
  void a_context_of_an_unbound_reference_needs_another_way() {
    refused(
        job((MethodRef.Call2<Letters, JobContext, Object>) Letters::open, (JobContext) null),
        "letters.open() takes 0 arguments, 1 given",
        "reports::nightly");
  }

  @Test
  void a_method_that_cannot_be_a_handler_is_refused() {
    refused(job((Run1<String[]>) Emails::any, new String[0]), "variable number of parameters");
    refused(job(Emails::badName), "control characters", "bad\\u0007name");
  }

  @Test
  void a_private_method_is_found() {
    Run1<String> ref = Emails::secret;

    assertThat(resolve(ref, 1).signature().name()).isEqualTo("emails.secret");
  }

  @Test
  void a_method_marked_in_its_interface_is_found_by_interface_and_class() {
    MethodRef.Call2<Sending<String>, String, String> byInterface = Sending::send;
    Letters letters = new Letters();
    Call1<String, String> bound = letters::send;

    assertThat(resolve(byInterface, 1).signature().name()).isEqualTo("sending.send");
    assertThat(resolve(byInterface, 1).result()).isEqualTo(String.class);
    assertThat(resolve(bound, 1).signature().name()).isEqualTo("sending.send");
  }

  @Test
  void a_method_that_overrides_a_marked_one_is_the_same_handler() {
    var express = new Express();
    Call1<JobContext, CompletionStage<String>> bound = express::open;

    assertThat(resolve(bound, 0).signature().name()).isEqualTo("letters.open");
    assertThat(resolve(bound, 0).result()).isEqualTo(String.class);
  }

  @Test
  void the_result_is_what_a_stage_or_future_completes_with() {
    assertThat(result(job(Emails::later)).getTypeName())
        .isEqualTo("java.util.List<java.lang.String>");
    assertThat(result(job(Emails::future))).isEqualTo(Number.class);
    assertThat(result(job(Emails::completed))).isEqualTo(Void.class);
    assertThat(result(job(Emails::raw))).isEqualTo(Object.class);
    assertThat(result(job(Emails::count))).isEqualTo(int.class);
  }

  private Type result(JobRequest<?> request) {
    return program.requests.prepare(request).result();
  }

  @Test
  void bound_references_of_one_place_share_what_is_known() {
    var first = bound(new Letters());
    var second = bound(new Express());

    assertThat(first).isNotSameAs(second);
    assertThat(first.getClass()).isSameAs(second.getClass());
    assertThat(resolve(first, 0)).isSameAs(resolve(second, 0));
  }

  private static Call1<JobContext, CompletionStage<String>> bound(Letters letters) {
    return letters::open;
  }

  /** Counts how often it is asked which method it is. */
  private static final class Counted implements Call0<Integer> {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger ASKED = new AtomicInteger();

    @Override
    public Integer call() {
      return 0;
    }

    @SuppressWarnings("unused")
    private Object writeReplace() {
      ASKED.incrementAndGet();
      Call1<JobContext, Integer> ref = Emails::count;
      return SerializedForms.of(ref);
    }
  }

  @Test
  void a_reference_is_asked_once_which_method_it_is() {
    var ref = new Counted();

    var first = resolve(ref, 0);
    var second = resolve(ref, 0);

    assertThat(Counted.ASKED).hasValue(1);
    assertThat(second).isSameAs(first);
  }

  @Test
  void a_refusal_does_not_hinder_a_right_push_from_the_same_place() {
    MethodRef.Call2<String, String, String> ref = Emails::send;

    assertThatExceptionOfType(JobRefused.class).isThrownBy(() -> resolve(ref, 1));
    assertThat(resolve(ref, 2).signature().name()).isEqualTo("emails.send");
  }
}

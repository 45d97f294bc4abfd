package dev.percheron.handlers;

import static dev.percheron.api.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Handler;
import dev.percheron.api.JobContext;
import dev.percheron.api.JobRequest;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number of parameters, with and without a value, in every way of referring to a method. */
class AritiesTest {
  private static final Calls CALLS = new Calls();

  /** Each handler leaves its arguments behind. */
  static final class Calls {
    private static final ThreadLocal<List<Integer>> SEEN = ThreadLocal.withInitial(List::of);

    private static List<Integer> seen(int... arguments) {
      var list = IntStream.of(arguments).boxed().toList();
      SEEN.set(list);
      return list;
    }

    @Handler("static.value.0")
    static List<Integer> staticValue0() {
      return seen();
    }

    @Handler("static.void.0")
    static void staticVoid0() {
      seen();
    }

    @Handler("object.value.0")
    List<Integer> objectValue0() {
      return seen();
    }

    @Handler("object.void.0")
    void objectVoid0() {
      seen();
    }

    @Handler("static.context.0")
    static List<Integer> staticContext0(JobContext context) {
      assertThat(context.attempt().number()).isEqualTo(1);
      return seen();
    }

    @Handler("object.context.0")
    void objectContext0(JobContext context) {
      assertThat(context.attempt().number()).isEqualTo(1);
      seen();
    }

    @Handler("static.value.1")
    static List<Integer> staticValue1(int a) {
      return seen(a);
    }

    @Handler("static.void.1")
    static void staticVoid1(int a) {
      seen(a);
    }

    @Handler("object.value.1")
    List<Integer> objectValue1(int a) {
      return seen(a);
    }

    @Handler("object.void.1")
    void objectVoid1(int a) {
      seen(a);
    }

    @Handler("static.context.1")
    static List<Integer> staticContext1(JobContext context, int a) {
      assertThat(context.attempt().number()).isEqualTo(1);
      return seen(a);
    }

    @Handler("object.context.1")
    void objectContext1(JobContext context, int a) {
      assertThat(context.attempt().number()).isEqualTo(1);
      seen(a);
    }

    @Handler("static.value.2")
    static List<Integer> staticValue2(int a, int b) {
      return seen(a, b);
    }

    @Handler("static.void.2")
    static void staticVoid2(int a, int b) {
      seen(a, b);
    }

    @Handler("object.value.2")
    List<Integer> objectValue2(int a, int b) {
      return seen(a, b);
    }

    @Handler("object.void.2")
    void objectVoid2(int a, int b) {
      seen(a, b);
    }

    @Handler("static.context.2")
    static List<Integer> staticContext2(JobContext context, int a, int b) {
      assertThat(context.attempt().number()).isEqualTo(1);
      return seen(a, b);
    }

    @Handler("object.context.2")
    void objectContext2(JobContext context, int a, int b) {
      assertThat(context.attempt().number()).isEqualTo(1);
      seen(a, b);
    }

    @Handler("static.value.3")
    static List<Integer> staticValue3(int a, int b, int c) {
      return seen(a, b, c);
    }

    @Handler("static.void.3")
    static void staticVoid3(int a, int b, int c) {
      seen(a, b, c);
    }

    @Handler("object.value.3")
    List<Integer> objectValue3(int a, int b, int c) {
      return seen(a, b, c);
    }

    @Handler("object.void.3")
    void objectVoid3(int a, int b, int c) {
      seen(a, b, c);
    }

    @Handler("static.context.3")
    static List<Integer> staticContext3(JobContext context, int a, int b, int c) {
      assertThat(context.attempt().number()).isEqualTo(1);
      return seen(a, b, c);
    }

    @Handler("object.context.3")
    void objectContext3(JobContext context, int a, int b, int c) {
      assertThat(context.attempt().number()).isEqualTo(1);
      seen(a, b, c);
    }

    @Handler("static.value.4")
    static List<Integer> staticValue4(int a, int b, int c, int d) {
      return seen(a, b, c, d);
    }

    @Handler("static.void.4")
    static void staticVoid4(int a, int b, int c, int d) {
      seen(a, b, c, d);
    }

    @Handler("object.value.4")
    List<Integer> objectValue4(int a, int b, int c, int d) {
      return seen(a, b, c, d);
    }

    @Handler("object.void.4")
    void objectVoid4(int a, int b, int c, int d) {
      seen(a, b, c, d);
    }

    @Handler("static.context.4")
    static List<Integer> staticContext4(JobContext context, int a, int b, int c, int d) {
      assertThat(context.attempt().number()).isEqualTo(1);
      return seen(a, b, c, d);
    }

    @Handler("object.context.4")
    void objectContext4(JobContext context, int a, int b, int c, int d) {
      assertThat(context.attempt().number()).isEqualTo(1);
      seen(a, b, c, d);
    }

    @Handler("static.value.5")
    static List<Integer> staticValue5(int a, int b, int c, int d, int e) {
      return seen(a, b, c, d, e);
    }

    @Handler("static.void.5")
    static void staticVoid5(int a, int b, int c, int d, int e) {
      seen(a, b, c, d, e);
    }

    @Handler("object.value.5")
    List<Integer> objectValue5(int a, int b, int c, int d, int e) {
      return seen(a, b, c, d, e);
    }

    @Handler("object.void.5")
    void objectVoid5(int a, int b, int c, int d, int e) {
      seen(a, b, c, d, e);
    }

    @Handler("static.context.5")
    static List<Integer> staticContext5(JobContext context, int a, int b, int c, int d, int e) {
      assertThat(context.attempt().number()).isEqualTo(1);
      return seen(a, b, c, d, e);
    }

    @Handler("object.context.5")
    void objectContext5(JobContext context, int a, int b, int c, int d, int e) {
      assertThat(context.attempt().number()).isEqualTo(1);
      seen(a, b, c, d, e);
    }

    @Handler("static.value.6")
    static List<Integer> staticValue6(int a, int b, int c, int d, int e, int f) {
      return seen(a, b, c, d, e, f);
    }

    @Handler("static.void.6")
    static void staticVoid6(int a, int b, int c, int d, int e, int f) {
      seen(a, b, c, d, e, f);
    }

    @Handler("object.value.6")
    List<Integer> objectValue6(int a, int b, int c, int d, int e, int f) {
      return seen(a, b, c, d, e, f);
    }

    @Handler("object.void.6")
    void objectVoid6(int a, int b, int c, int d, int e, int f) {
      seen(a, b, c, d, e, f);
    }

    @Handler("static.context.6")
    static List<Integer> staticContext6(
        JobContext context, int a, int b, int c, int d, int e, int f) {
      assertThat(context.attempt().number()).isEqualTo(1);
      return seen(a, b, c, d, e, f);
    }

    @Handler("object.context.6")
    void objectContext6(JobContext context, int a, int b, int c, int d, int e, int f) {
      assertThat(context.attempt().number()).isEqualTo(1);
      seen(a, b, c, d, e, f);
    }
  }

  static Stream<Arguments> requests() {
    return Stream.of(statics(), objects(), contexts()).flatMap(requests -> requests);
  }

  private static Stream<Arguments> statics() {
    return Stream.of(
        Arguments.of(0, "static.value.0", job(Calls::staticValue0)),
        Arguments.of(0, "static.void.0", job(Calls::staticVoid0)),
        Arguments.of(1, "static.value.1", job(Calls::staticValue1, 1)),
        Arguments.of(1, "static.void.1", job(Calls::staticVoid1, 1)),
        Arguments.of(2, "static.value.2", job(Calls::staticValue2, 1, 2)),
        Arguments.of(2, "static.void.2", job(Calls::staticVoid2, 1, 2)),
        Arguments.of(3, "static.value.3", job(Calls::staticValue3, 1, 2, 3)),
        Arguments.of(3, "static.void.3", job(Calls::staticVoid3, 1, 2, 3)),
        Arguments.of(4, "static.value.4", job(Calls::staticValue4, 1, 2, 3, 4)),
        Arguments.of(4, "static.void.4", job(Calls::staticVoid4, 1, 2, 3, 4)),
        Arguments.of(5, "static.value.5", job(Calls::staticValue5, 1, 2, 3, 4, 5)),
        Arguments.of(5, "static.void.5", job(Calls::staticVoid5, 1, 2, 3, 4, 5)),
        Arguments.of(6, "static.value.6", job(Calls::staticValue6, 1, 2, 3, 4, 5, 6)),
        Arguments.of(6, "static.void.6", job(Calls::staticVoid6, 1, 2, 3, 4, 5, 6)));
  }

  private static Stream<Arguments> objects() {
    return Stream.of(
        Arguments.of(0, "object.value.0", job(Calls::objectValue0)),
        Arguments.of(0, "object.void.0", job(Calls::objectVoid0)),
        Arguments.of(0, "object.value.0", job(CALLS::objectValue0)),
        Arguments.of(0, "object.void.0", job(CALLS::objectVoid0)),
        Arguments.of(1, "object.value.1", job(Calls::objectValue1, 1)),
        Arguments.of(1, "object.void.1", job(Calls::objectVoid1, 1)),
        Arguments.of(1, "object.value.1", job(CALLS::objectValue1, 1)),
        Arguments.of(1, "object.void.1", job(CALLS::objectVoid1, 1)),
        Arguments.of(2, "object.value.2", job(Calls::objectValue2, 1, 2)),
        Arguments.of(2, "object.void.2", job(Calls::objectVoid2, 1, 2)),
        Arguments.of(2, "object.value.2", job(CALLS::objectValue2, 1, 2)),
        Arguments.of(2, "object.void.2", job(CALLS::objectVoid2, 1, 2)),
        Arguments.of(3, "object.value.3", job(Calls::objectValue3, 1, 2, 3)),
        Arguments.of(3, "object.void.3", job(Calls::objectVoid3, 1, 2, 3)),
        Arguments.of(3, "object.value.3", job(CALLS::objectValue3, 1, 2, 3)),
        Arguments.of(3, "object.void.3", job(CALLS::objectVoid3, 1, 2, 3)),
        Arguments.of(4, "object.value.4", job(Calls::objectValue4, 1, 2, 3, 4)),
        Arguments.of(4, "object.void.4", job(Calls::objectVoid4, 1, 2, 3, 4)),
        Arguments.of(4, "object.value.4", job(CALLS::objectValue4, 1, 2, 3, 4)),
        Arguments.of(4, "object.void.4", job(CALLS::objectVoid4, 1, 2, 3, 4)),
        Arguments.of(5, "object.value.5", job(Calls::objectValue5, 1, 2, 3, 4, 5)),
        Arguments.of(5, "object.void.5", job(Calls::objectVoid5, 1, 2, 3, 4, 5)),
        Arguments.of(5, "object.value.5", job(CALLS::objectValue5, 1, 2, 3, 4, 5)),
        Arguments.of(5, "object.void.5", job(CALLS::objectVoid5, 1, 2, 3, 4, 5)),
        Arguments.of(6, "object.value.6", job(Calls::objectValue6, 1, 2, 3, 4, 5, 6)),
        Arguments.of(6, "object.void.6", job(Calls::objectVoid6, 1, 2, 3, 4, 5, 6)),
        Arguments.of(6, "object.value.6", job(CALLS::objectValue6, 1, 2, 3, 4, 5, 6)),
        Arguments.of(6, "object.void.6", job(CALLS::objectVoid6, 1, 2, 3, 4, 5, 6)));
  }

  private static Stream<Arguments> contexts() {
    return Stream.of(
        Arguments.of(0, "static.context.0", job(Calls::staticContext0)),
        Arguments.of(0, "object.context.0", job(CALLS::objectContext0)),
        Arguments.of(1, "static.context.1", job(Calls::staticContext1, 1)),
        Arguments.of(1, "object.context.1", job(CALLS::objectContext1, 1)),
        Arguments.of(2, "static.context.2", job(Calls::staticContext2, 1, 2)),
        Arguments.of(2, "object.context.2", job(CALLS::objectContext2, 1, 2)),
        Arguments.of(3, "static.context.3", job(Calls::staticContext3, 1, 2, 3)),
        Arguments.of(3, "object.context.3", job(CALLS::objectContext3, 1, 2, 3)),
        Arguments.of(4, "static.context.4", job(Calls::staticContext4, 1, 2, 3, 4)),
        Arguments.of(4, "object.context.4", job(CALLS::objectContext4, 1, 2, 3, 4)),
        Arguments.of(5, "static.context.5", job(Calls::staticContext5, 1, 2, 3, 4, 5)),
        Arguments.of(5, "object.context.5", job(CALLS::objectContext5, 1, 2, 3, 4, 5)),
        Arguments.of(6, "static.context.6", job(Calls::staticContext6, 1, 2, 3, 4, 5, 6)),
        Arguments.of(6, "object.context.6", job(CALLS::objectContext6, 1, 2, 3, 4, 5, 6)));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void a_reference_finds_its_handler_and_the_handler_its_arguments(
      int parameters, String handler, JobRequest<?> request) throws Throwable {
    var program = new Program().with(CALLS);
    Calls.SEEN.remove();

    var prepared = program.requests.prepare(request);
    var returned = program.call(prepared.job());

    assertThat(prepared.job().spec().handler()).isEqualTo(handler);
    var expected = IntStream.rangeClosed(1, parameters).boxed().toList();
    assertThat(Calls.SEEN.get()).isEqualTo(expected);
    if (handler.contains("void") || handler.startsWith("object.context")) {
      assertThat(prepared.result()).isEqualTo(Void.class);
      assertThat(returned).isNull();
    } else {
      assertThat(prepared.result().getTypeName()).isEqualTo("java.util.List<java.lang.Integer>");
      assertThat(returned).isEqualTo(expected);
    }
  }
}

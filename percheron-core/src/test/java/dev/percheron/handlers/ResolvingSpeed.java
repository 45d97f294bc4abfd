package dev.percheron.handlers;

import static dev.percheron.api.Jobs.job;

import dev.percheron.api.Handler;
import dev.percheron.api.JobSpec;
import dev.percheron.api.MethodRef.Call2;
import dev.percheron.api.MethodRef.Run0;
import dev.percheron.json.JsonArguments;

/**
 * Roughly what resolving, preparing and calling cost, in nanoseconds. A program to be started by
 * hand, not a test: numbers depend on the machine.
 */
final class ResolvingSpeed {
  private static final int ROUNDS = 5;
  private static final int CALLS = 2_000_000;

  private ResolvingSpeed() {}

  record Line(String text, int number) {}

  @Handler("speed.none")
  static void none() {}

  @Handler("speed.two")
  static String two(String to, Line line) {
    return to;
  }

  public static void main(String[] args) throws Throwable {
    var registry = new HandlerRegistry();
    var codec = new JsonArguments();
    var requests = new Requests(registry, codec, PayloadLimits.DEFAULT);
    var invocations = new Invocations(registry, codec, PayloadLimits.DEFAULT);
    Run0 none = ResolvingSpeed::none;
    Call2<String, Line, String> two = ResolvingSpeed::two;
    var line = new Line("hello", 7);
    firstTime(none);
    measure("resolve, one reference", () -> MethodRefs.resolve(none, 0));
    measure("resolve, a reference at each push", () -> MethodRefs.resolve(reference(), 2));
    measure("prepare, no arguments", () -> requests.prepare(job(none)));
    measure("prepare, text and record", () -> requests.prepare(job(two, "ada", line)));
    var nothing = Program.attempt(JobSpec.of("speed.none", "default", "[]"));
    var context = new Program.StillContext(nothing);
    measure("invoke, no arguments", () -> invocations.invoke(nothing, context));
    var both =
        Program.attempt(
            JobSpec.of("speed.two", "default", "[\"ada\",{\"text\":\"hello\",\"number\":7}]"));
    measure("invoke, text and record", () -> invocations.invoke(both, context));
  }

  private static Call2<String, Line, String> reference() {
    return ResolvingSpeed::two;
  }

  private static void firstTime(Run0 ref) {
    long start = System.nanoTime();
    MethodRefs.resolve(ref, 0);
    System.out.printf(
        "%-36s %8.1f µs%n", "resolve, the first time", (System.nanoTime() - start) / 1e3);
  }

  private interface Step {
    Object run() throws Throwable;
  }

  /** The best of some rounds: the others had company. */
  private static void measure(String what, Step step) throws Throwable {
    double best = Double.MAX_VALUE;
    int seen = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        seen += step.equals(step.run()) ? 1 : 0; // so that nothing is optimised away
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) CALLS);
    }
    System.out.printf("%-36s %8.1f ns%n", what, best + seen);
  }
}

package dev.percheron.handlers;

import dev.percheron.api.JobRefused;
import dev.percheron.api.JobRequest;
import dev.percheron.api.JobRequest.Target.ByMethod;
import dev.percheron.api.JobRequest.Target.ByName;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Names;
import dev.percheron.spi.ArgumentCodec;
import dev.percheron.spi.NewJob;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns requests into jobs to be stored: finds the handler, writes the arguments, checks sizes.
 * Safe for use by many threads.
 */
public final class Requests {
  private final HandlerRegistry registry;
  private final ArgumentCodec codec;
  private final PayloadLimits limits;

  /**
   * @param registry where static handlers that are pushed are made known, and results' types looked
   *     up
   * @param codec writes arguments
   * @param limits how large they may be
   */
  public Requests(HandlerRegistry registry, ArgumentCodec codec, PayloadLimits limits) {
    this.registry = registry;
    this.codec = codec;
    this.limits = limits;
  }

  /**
   * A request made ready.
   *
   * @param job what is to be stored
   * @param result what the handler's result is to be read as; {@code Void} for none, {@code Object}
   *     when this program does not know the handler
   */
  public record Prepared(NewJob job, Type result) {}

  /** The handler that a request means. */
  private record Target(String handler, Type result) {}

  /**
   * Makes a request ready. A static handler named by its method is registered on the way.
   *
   * @throws JobRefused when it means no handler, its arguments cannot be written or are too large
   */
  public Prepared prepare(JobRequest<?> request) {
    var target = target(request);
    var json = arguments(target.handler(), request.arguments());
    return new Prepared(newJob(request, target.handler(), json), target.result());
  }

  private Target target(JobRequest<?> request) {
    return switch (request.target()) {
      case ByMethod(var method) -> {
        var ref = MethodRefs.resolve(method, request.arguments().size());
        if (ref.kind() == ResolvedRef.Kind.STATIC) {
          registry.pushed(ref);
        }
        yield new Target(ref.signature().name(), ref.result());
      }
      case ByName(var name) ->
          new Target(
              name,
              registry.signature(name).<Type>map(HandlerSignature::result).orElse(Object.class));
    };
  }

  private String arguments(String handler, List<? extends @Nullable Object> arguments) {
    try {
      return limits.checkedArguments(handler, codec.write(arguments));
    } catch (IllegalArgumentException e) {
      throw culprit(handler, arguments, e);
    }
  }

  /** Which argument it was: they are written once more, one by one, now that time is no matter. */
  private JobRefused culprit(
      String handler, List<? extends @Nullable Object> arguments, IllegalArgumentException all) {
    for (int i = 0; i < arguments.size(); i++) {
      try {
        codec.write(arguments.get(i));
      } catch (IllegalArgumentException e) {
        return new JobRefused(
            "argument %d of '%s': %s".formatted(i + 1, Names.shown(handler), e.getMessage()), e);
      }
    }
    return new JobRefused(
        "the arguments of '%s': %s".formatted(Names.shown(handler), all.getMessage()), all);
  }

  private static NewJob newJob(JobRequest<?> request, String handler, String json) {
    var plan = request.plan();
    var spec =
        new JobSpec(
            handler,
            plan.queue(),
            plan.priority(),
            json,
            plan.metadata(),
            plan.options(),
            plan.startDeadline());
    return new NewJob(spec, plan.due(), plan.uniqueKey());
  }
}

package dev.percheron.handlers;

import dev.percheron.api.Attempt;
import dev.percheron.api.JobContext;
import dev.percheron.api.Names;
import dev.percheron.handlers.Known.Objectless;
import dev.percheron.handlers.Known.Ready;
import dev.percheron.spi.ArgumentCodec;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.UnfitAttempt;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls handlers of a registry. What a handler throws comes out as it is. */
public final class Invocations implements HandlerInvoker {
  private final HandlerRegistry registry;
  private final ArgumentCodec codec;
  private final PayloadLimits limits;

  /**
   * @param registry the handlers
   * @param codec reads arguments and writes results
   * @param limits how large a result may be
   */
  public Invocations(HandlerRegistry registry, ArgumentCodec codec, PayloadLimits limits) {
    this.registry = registry;
    this.codec = codec;
    this.limits = limits;
  }

  @Override
  public @Nullable Object invoke(Attempt attempt, JobContext context) throws Throwable {
    var handler = handler(attempt.spec().handler());
    @Nullable Object[] arguments = arguments(handler, attempt.spec().arguments());
    return (@Nullable Object) handler.call().invokeExact(context, arguments);
  }

  @Override
  public String write(Attempt attempt, @Nullable Object result) {
    var handler = attempt.spec().handler();
    try {
      return limits.checkedResult(handler, codec.write(result));
    } catch (IllegalArgumentException e) {
      throw new UnfitAttempt(
          "the result of '%s' cannot be kept: %s".formatted(Names.shown(handler), e.getMessage()),
          e);
    }
  }

  @Override
  public void rehearse() {
    var _ = codec.readAll("[\"one\", 2, {\"text\": \"three\"}]", Sample.TYPES);
    var _ = codec.write(new Sample("three"));
  }

  /** A record as it might be an argument. */
  private record Sample(String text) {
    static final List<Type> TYPES = List.of(String.class, int.class, Sample.class);
  }

  private Ready handler(String name) {
    return switch (registry.find(name).orElseThrow(() -> new UnfitAttempt(unknown(name)))) {
      case Ready ready -> ready;
      case Objectless objectless -> throw new UnfitAttempt(withoutObject(objectless.signature()));
    };
  }

  private @Nullable Object[] arguments(Ready handler, String json) {
    try {
      return codec.readAll(json, handler.types());
    } catch (IllegalArgumentException e) {
      var signature = handler.signature();
      throw new UnfitAttempt(
          "the arguments do not fit the handler %s (%s): %s"
              .formatted(signature.shown(), signature.origin(), e.getMessage()),
          e);
    }
  }

  private String unknown(String name) {
    return registry.unknown(name)
        + "; register its object or class with this worker, or run a worker that has it";
  }

  private static String withoutObject(HandlerSignature signature) {
    return "the handler '%s' is an instance method (%s) and only its class is registered; register an"
            .formatted(signature.name(), signature.origin())
        + " object of it";
  }
}

package dev.percheron.exec.process;

import dev.percheron.api.Attempt;
import dev.percheron.api.JobContext;
import dev.percheron.spi.HandlerInvoker;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** In a child: calls handlers with a context that tells metadata at once. */
record Echoing(HandlerInvoker inner, BiConsumer<String, String> tell) implements HandlerInvoker {
  @Override
  public @Nullable Object invoke(Attempt attempt, JobContext context) throws Throwable {
    var echo = new EchoContext(context, tell);
    ScopedValue.CallableOp<@Nullable Object, Throwable> call = () -> inner.invoke(attempt, echo);
    return ScopedValue.where(JobContext.SCOPE, echo).call(call);
  }

  @Override
  public String write(Attempt attempt, @Nullable Object result) throws Throwable {
    return inner.write(attempt, result);
  }
}

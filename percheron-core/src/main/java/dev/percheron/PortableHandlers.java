package dev.percheron;

import dev.percheron.api.Attempt;
import dev.percheron.api.JobContext;
import dev.percheron.handlers.HandlerJar;
import dev.percheron.handlers.HandlerRegistry;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.HandlerSource.Elsewhere;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** This program's handlers, with what another JVM needs to have them as well. */
record PortableHandlers(HandlerInvoker here, HandlerRegistry registry, List<HandlerJar> jars)
    implements HandlerInvoker {
  @Override
  public @Nullable Object invoke(Attempt attempt, JobContext context) throws Throwable {
    return here.invoke(attempt, context);
  }

  @Override
  public String write(Attempt attempt, @Nullable Object result) throws Throwable {
    return here.write(attempt, result);
  }

  @Override
  public Optional<Elsewhere> elsewhere() {
    var named = jars.stream().map(jar -> ChildHandlers.JAR + jar.path());
    return Optional.of(
        new Elsewhere(
            ChildHandlers.class.getName(),
            Stream.concat(registry.classes().stream(), named).toList()));
  }
}

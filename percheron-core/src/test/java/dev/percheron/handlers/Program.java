package dev.percheron.handlers;

import dev.percheron.api.Attempt;
import dev.percheron.api.ClaimId;
import dev.percheron.api.JobContext;
import dev.percheron.api.JobId;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Progress;
import dev.percheron.json.JsonArguments;
import dev.percheron.spi.NewJob;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a pushing and a working program have of this package, wired together. */
final class Program {
  final HandlerRegistry registry = new HandlerRegistry();
  final JsonArguments codec = new JsonArguments();
  final Requests requests = new Requests(registry, codec, PayloadLimits.DEFAULT);
  final Invocations invocations = new Invocations(registry, codec, PayloadLimits.DEFAULT);

  Program with(Object handlers) {
    registry.add(handlers);
    return this;
  }

  Object call(NewJob job) throws Throwable {
    return call(job.spec());
  }

  Object call(String handler, String arguments) throws Throwable {
    return call(JobSpec.of(handler, "default", arguments));
  }

  private Object call(JobSpec spec) throws Throwable {
    var attempt = attempt(spec);
    return invocations.invoke(attempt, new StillContext(attempt));
  }

  static Attempt attempt(JobSpec spec) {
    return new Attempt(new JobId(7), 1, new ClaimId(3), spec, Instant.EPOCH);
  }

  /** The context of an attempt in which nothing happens. */
  record StillContext(Attempt attempt) implements JobContext {
    @Override
    public Instant startedAt() {
      return Instant.EPOCH;
    }

    @Override
    public Optional<Instant> deadline() {
      return Optional.empty();
    }

    @Override
    public Map<String, String> metadata() {
      return Map.of();
    }

    @Override
    public void metadata(String key, String value) {}

    @Override
    public void progress(Progress progress) {}

    @Override
    public void log(String line) {}

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void onCancel(Runnable action) {}
  }
}

package dev.percheron;

import dev.percheron.api.AwaitTimeout;
import dev.percheron.api.CancelAnswer;
import dev.percheron.api.Durations;
import dev.percheron.api.Job;
import dev.percheron.api.JobFailed;
import dev.percheron.api.JobId;
import dev.percheron.api.JobRef;
import dev.percheron.api.JobState;
import dev.percheron.spi.ArgumentCodec;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A reference that asks the store. */
record StoredRef<R extends @Nullable Object>(
    JobId id, boolean isNew, Type resultType, Operations operations, ArgumentCodec codec)
    implements JobRef<R> {

  @Override
  public Job job() {
    return operations.job(id);
  }

  @Override
  public R await(Duration timeout) throws InterruptedException {
    var job = operations.await(id, timeout);
    return switch (job.state()) {
      case SUCCEEDED -> read(job.status().result().orElseThrow(() -> notKept(job)));
      case FAILED, CANCELLED, EXPIRED -> throw new JobFailed(job);
      case SCHEDULED, READY, RUNNING -> throw timedOut(job, timeout);
    };
  }

  @Override
  public Optional<R> get() {
    var job = job();
    return job.state() == JobState.SUCCEEDED
        ? job.status().result().map(this::read)
        : Optional.empty();
  }

  @Override
  public CancelAnswer cancel() {
    return operations.cancel(id, "cancelled through its reference");
  }

  /** The type comes from the handler's own signature, so the cast is what the compiler checked. */
  @SuppressWarnings({"unchecked", "NullAway"}) // a handler may return null where R allows it
  private R read(String json) {
    return (R) codec.read(json, resultType);
  }

  private static AwaitTimeout timedOut(Job job, Duration timeout) {
    return new AwaitTimeout(
        "job %s (%s) is still %s after %s, in attempt %d; it goes on"
            .formatted(
                job.id(),
                job.spec().handler(),
                job.state(),
                Durations.shown(timeout),
                job.status().attempts() + 1));
  }

  private static IllegalStateException notKept(Job job) {
    return new IllegalStateException(
        "job %s succeeded, but its result is not kept (any more): it was asked to be kept for %s"
            .formatted(job.id(), Durations.shown(job.spec().options().keepResult())));
  }
}

package dev.percheron;

import dev.percheron.api.Attempt;
import dev.percheron.api.AttemptEnd;
import dev.percheron.api.ClaimLost;
import dev.percheron.api.JobContext;
import dev.percheron.api.JobRef;
import dev.percheron.api.JobRequest;
import dev.percheron.api.Outcome;
import dev.percheron.handlers.Invocations;
import dev.percheron.spi.SettleAnswer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Pushes and completes in one transaction. */
record Joined(
    Producer producer,
    Invocations invocations,
    InstantSource time,
    BiFunction<Attempt, AttemptEnd, SettleAnswer> completing)
    implements InTransaction {

  @Override
  public <R extends @Nullable Object> JobRef<R> push(JobRequest<R> request) {
    return producer.push(request);
  }

  @Override
  public <R extends @Nullable Object> List<JobRef<R>> pushAll(List<JobRequest<R>> requests) {
    return producer.pushAll(requests);
  }

  @Override
  public <R extends @Nullable Object> R complete(JobContext job, R result) {
    var attempt = job.attempt();
    var outcome = new Outcome.Succeeded(invocations.write(attempt, result));
    var end = new AttemptEnd(outcome, Optional.of(job.startedAt()), time.instant(), job.metadata());
    if (completing.apply(attempt, end) == SettleAnswer.REVOKED) {
      throw new ClaimLost(
          "attempt %d of job %s cannot be completed: its claim %s was taken over, or the attempt has ended or was completed before; roll the transaction back"
              .formatted(attempt.number(), attempt.job(), attempt.claim()));
    }
    return result;
  }
}

package dev.percheron.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job that is not pushed yet. Immutable: every method returns a changed copy, so one request can
 * be kept and pushed many times.
 *
 * @param <R> what the handler returns
 */
public final class JobRequest<R extends @Nullable Object> {
  /** Which handler is meant. */
  public sealed interface Target {
    /** The handler behind a method reference. */
    record ByMethod(MethodRef method) implements Target {}

    /** The handler with a name. */
    record ByName(String handler) implements Target {}
  }

  private final Target target;
  private final List<@Nullable Object> arguments;
  private final JobPlan plan;

  private JobRequest(Target target, List<@Nullable Object> arguments, JobPlan plan) {
    this.target = target;
    this.arguments = arguments;
    this.plan = plan;
  }

  static <R extends @Nullable Object> JobRequest<R> of(
      MethodRef method, @Nullable Object... arguments) {
    return new JobRequest<>(
        new Target.ByMethod(method),
        Collections.<@Nullable Object>unmodifiableList(Arrays.asList(arguments)),
        JobPlan.DEFAULT);
  }

  static JobRequest<@Nullable Object> named(String handler, List<@Nullable Object> arguments) {
    return new JobRequest<>(
        new Target.ByName(handler),
        Collections.<@Nullable Object>unmodifiableList(new ArrayList<>(arguments)),
        JobPlan.DEFAULT);
  }

  /** Which handler. */
  public Target target() {
    return target;
  }

  /** The arguments, in order; turned into JSON when the request is pushed. */
  public List<@Nullable Object> arguments() {
    return arguments;
  }

  /** How it is to be run. */
  public JobPlan plan() {
    return plan;
  }

  /** On another queue. */
  public JobRequest<R> on(String queue) {
    return with(plan.queue(queue));
  }

  /** Sooner (larger) or later than others of its queue; -100 to 100. */
  public JobRequest<R> priority(int value) {
    return with(plan.priority(value));
  }

  /** Not before {@code delay} has passed, by the store's clock; up to 3,660 days. */
  public JobRequest<R> in(Duration delay) {
    return with(plan.due(new Due.After(delay)));
  }

  /** Not before {@code instant}. */
  public JobRequest<R> at(Instant instant) {
    return with(plan.due(new Due.At(instant)));
  }

  /** Not after {@code deadline}: what has not started by then ends as {@code EXPIRED}. */
  public JobRequest<R> startBy(Instant deadline) {
    return with(plan.startBy(deadline));
  }

  /**
   * Not while an unfinished job has the same key: the push then returns the reference to that job.
   *
   * @param key at most 200 characters, none of them control characters
   */
  public JobRequest<R> unique(String key) {
    return with(plan.unique(key));
  }

  /** With another retry policy. */
  public JobRequest<R> retry(RetryPolicy policy) {
    return with(plan.options(plan.options().retry(policy)));
  }

  /** With at most {@code time} for each attempt, counted from the real start of the handler. */
  public JobRequest<R> timeLimit(Duration time) {
    return limits(plan.options().limits().time(time));
  }

  /** With at most {@code bytes} of memory for each attempt. */
  public JobRequest<R> memoryLimit(long bytes) {
    return limits(plan.options().limits().memory(bytes));
  }

  /** With at most {@code time} of processor time for each attempt. */
  public JobRequest<R> cpuLimit(Duration time) {
    return limits(plan.options().limits().cpu(time));
  }

  /** With the result kept for {@code time} after success; zero keeps none. */
  public JobRequest<R> keepResult(Duration time) {
    return with(plan.options(plan.options().keepResult(time)));
  }

  /** With free text that the handler sees; at most 10,000 characters. */
  public JobRequest<R> metadata(String key, String value) {
    return with(plan.metadata(key, value));
  }

  private JobRequest<R> limits(Limits limits) {
    return with(plan.options(plan.options().limits(limits)));
  }

  private JobRequest<R> with(JobPlan other) {
    return new JobRequest<>(target, arguments, other);
  }
}

package dev.percheron.testkit.store;

import dev.percheron.api.Due;
import dev.percheron.api.JobSpec;
import dev.percheron.spi.NewJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Jobs for tests of stores. */
public final class SampleJobs {
  private SampleJobs() {}

  /** A job of {@code handler} on the default queue, without arguments, due now. */
  public static NewJob simple(String handler) {
    return on(JobSpec.DEFAULT_QUEUE, handler);
  }

  /** A job of {@code handler} on {@code queue}, without arguments, due now. */
  public static NewJob on(String queue, String handler) {
    return NewJob.now(JobSpec.of(handler, queue, "[]"));
  }

  /** As many simple jobs, with handlers {@code h0}, {@code h1} and so on. */
  public static List<NewJob> many(int count) {
    var jobs = new ArrayList<NewJob>(count);
    for (int i = 0; i < count; i++) {
      jobs.add(simple("h" + i % 100));
    }
    return jobs;
  }

  /** A simple job with a priority. */
  public static NewJob priority(String handler, int priority) {
    return NewJob.now(simple(handler).spec().priority(priority));
  }

  /** A simple job that is due after a delay. */
  public static NewJob in(String handler, Duration delay) {
    return due(handler, new Due.After(delay));
  }

  /** A simple job that is due at an instant. */
  public static NewJob at(String handler, Instant due) {
    return due(handler, new Due.At(due));
  }

  /** A simple job with a unique key. */
  public static NewJob unique(String handler, String key) {
    return new NewJob(simple(handler).spec(), Due.NOW, Optional.of(key));
  }

  private static NewJob due(String handler, Due due) {
    return new NewJob(simple(handler).spec(), due, Optional.empty());
  }
}

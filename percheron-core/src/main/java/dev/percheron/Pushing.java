package dev.percheron;

import dev.percheron.api.JobRef;
import dev.percheron.api.JobRefused;
import dev.percheron.api.JobRequest;
import dev.percheron.handlers.Requests;
import dev.percheron.handlers.Requests.Prepared;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Pushed;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns requests into jobs and gives them to a store, or to a transaction on it. */
record Pushing(
    Requests requests,
    QueueCatalog queues,
    References refs,
    Function<List<NewJob>, List<Pushed>> to)
    implements Producer {

  /** Makes references to what was pushed. */
  @FunctionalInterface
  interface References {
    <R extends @Nullable Object> JobRef<R> to(Pushed pushed, Type result);
  }

  @Override
  public <R extends @Nullable Object> JobRef<R> push(JobRequest<R> request) {
    var prepared = prepared(request);
    var pushed = to.apply(List.of(prepared.job())).getFirst();
    return refs.to(pushed, prepared.result());
  }

  @Override
  public <R extends @Nullable Object> List<JobRef<R>> pushAll(List<JobRequest<R>> batch) {
    var types = new ArrayList<Type>(batch.size());
    var jobs = new ArrayList<NewJob>(batch.size());
    for (var request : batch) {
      var prepared = preparedAt(jobs.size(), request);
      types.add(prepared.result());
      jobs.add(prepared.job());
    }
    var pushed = to.apply(jobs);
    var made = new ArrayList<JobRef<R>>(batch.size());
    for (int i = 0; i < pushed.size(); i++) {
      made.add(refs.to(pushed.get(i), types.get(i)));
    }
    return made;
  }

  private Prepared prepared(JobRequest<?> request) {
    var prepared = requests.prepare(request);
    queues.check(prepared.job().spec());
    return prepared;
  }

  private Prepared preparedAt(int place, JobRequest<?> request) {
    try {
      return prepared(request);
    } catch (JobRefused e) {
      throw new JobRefused(
          "nothing was pushed: job %d of the batch: %s".formatted(place, e.getMessage()), e);
    }
  }
}

package dev.percheron.cli.demo;

import static dev.percheron.api.Jobs.job;

import dev.percheron.Percheron;
import dev.percheron.api.JobRef;
import dev.percheron.api.JobRequest;
import dev.percheron.api.JobState;
import dev.percheron.api.RetryPolicy;
import dev.percheron.cli.demo.Expected.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pushes the jobs of the demo. */
final class Pushing {
  private static final int BATCH = 1_000;
  private static final int CHAINS = 50;
  static final String CANCELLED = "is cancelled while it runs";

  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofMillis(250);

  private final Percheron percheron;
  private final Tree tree;
  private final String own;
  private final List<Expected> pushed = new ArrayList<>();

  /**
   * @param own what the demo's own files begin with
   */
  Pushing(Percheron percheron, Tree tree, String own) {
    this.percheron = percheron;
    this.tree = tree;
    this.own = own;
  }

  /** Pushes all; what is pushed begins to run while more is pushed. */
  List<Expected> pushAll() {
    pushMisfits();
    push(
        Part.CHAINS,
        tree.largest(CHAINS),
        found -> tree.name(found.path()),
        found -> job(Chains::chain, found.path().toString()));
    push(
        Part.SIZES,
        tree.directories(),
        tree::name,
        directory -> job(Sizes::gzip, directory.toString(), own));
    push(
        Part.DIGESTS,
        tree.files(),
        found -> tree.name(found.path()),
        found -> job(Digests::digest, found.path().toString()));
    return pushed;
  }

  private <T, R extends @Nullable Object> void push(
      Part part, List<T> about, Function<T, String> name, Function<T, JobRequest<R>> request) {
    for (int from = 0; from < about.size(); from += BATCH) {
      var batch = about.subList(from, Math.min(about.size(), from + BATCH));
      var refs =
          percheron.pushAll(
              batch.stream().map(one -> request.apply(one).on(part.queue())).toList());
      for (int i = 0; i < refs.size(); i++) {
        pushed.add(new Expected(refs.get(i), part, name.apply(batch.get(i)), End.SUCCESS));
      }
    }
  }

  private void pushMisfits() {
    misfit(
        "fails twice, then succeeds",
        job(Misfits::flaky).retry(RetryPolicy.fixed(Misfits.GOOD_ATTEMPT, SOON)),
        new End(JobState.SUCCEEDED, Misfits.GOOD_ATTEMPT, "succeeded"));
    misfit(
        "always fails",
        job(Misfits::broken).retry(RetryPolicy.fixed(2, SOON)),
        new End(JobState.FAILED, 2, "failed"));
    misfit(
        "overruns its time limit",
        job(Misfits::slow).retry(RetryPolicy.none()).timeLimit(LIMIT),
        new End(JobState.FAILED, 1, "timed-out"));
    misfit(
        CANCELLED,
        job(Misfits::endless).retry(RetryPolicy.none()),
        new End(JobState.CANCELLED, 1, "cancelled"));
  }

  private void misfit(String name, JobRequest<?> request, End end) {
    JobRef<?> ref = percheron.push(request.on(Part.MISFITS.queue()));
    pushed.add(new Expected(ref, Part.MISFITS, name, end));
  }
}

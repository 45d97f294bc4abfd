package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.percheron.api.Job;
import dev.percheron.api.JobId;
import dev.percheron.api.JobSpec;
import dev.percheron.api.JobState;
import dev.percheron.api.QueueStatus;
import dev.percheron.api.Settlement;
import dev.percheron.spi.ClaimedJob;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.LostJob;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Pushed;
import dev.percheron.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The one seam between the store contract and a store: how it is opened. {@link JobStoreContract}
 * says how to use it.
 */
abstract class StoreSeam {
  static final Duration LEASE = HandWorker.LEASE;
  static final Duration MILLI = Duration.ofMillis(1);

  /** What the engine does with lost jobs, without its bounds. */
  static final LostJob.Verdict BACK =
      lost ->
          lost.started()
              ? new Settlement.Retry(Duration.ZERO, HandWorker.FAILURE)
              : new Settlement.GiveBack();

  final ManualTime time = new ManualTime();
  private final List<JobStore> opened = new ArrayList<>();

  /** The store under test; replaced only by {@link #restart}. */
  JobStore store;

  /**
   * Opens a new, empty store that goes by {@code time} and by nothing else. Called once before each
   * test.
   *
   * @throws Exception when it cannot be opened; the test fails
   */
  protected abstract JobStore open(ManualTime time) throws Exception;

  /**
   * Opens the data of the store that {@link #open} gave a second time, as another process would; it
   * goes by the same time. Called while the first is open or after it was closed.
   *
   * @return empty when a store cannot outlive its object; what needs it is skipped then
   * @throws Exception when it cannot be opened; the test fails
   */
  protected Optional<JobStore> openAgain() throws Exception {
    return Optional.empty();
  }

  /**
   * Damages what is stored of a waiting job so that it cannot be read any more.
   *
   * @return {@code false} when nothing of this store can be damaged; what needs it is skipped then
   * @throws Exception when that goes wrong; the test fails
   */
  protected boolean plantUnreadableRow(JobId job) throws Exception {
    return false;
  }

  /**
   * Makes what is stored look as if a newer version had written it. The store is closed by then.
   *
   * @return {@code false} when what this store keeps has no version; what needs it is skipped then
   * @throws Exception when that goes wrong; the test fails
   */
  protected boolean plantNewerSchema() throws Exception {
    return false;
  }

  /** How many jobs are pushed in the large batch. */
  protected int batchSize() {
    return 100_000;
  }

  /** How many random steps are compared with the model. */
  protected int modelSteps() {
    return 1_500;
  }

  @BeforeEach
  final void openStore() throws Exception {
    store = open(time);
    opened.add(store);
  }

  /** Whatever a test did: the store is in order afterwards. */
  @AfterEach
  final void checkStore() {
    try {
      opened.forEach(one -> assertThat(one.problems()).isEmpty());
    } finally {
      opened.forEach(JobStore::close);
    }
  }

  /** A second connection to the same data; skips the test when there is no such thing. */
  final JobStore second() throws Exception {
    var again = openAgain();
    assumeTrue(again.isPresent(), "this store does not outlive its object");
    opened.add(again.orElseThrow());
    return again.orElseThrow();
  }

  /** The store was closed by the test and is not looked at afterwards. */
  final void forget() {
    opened.remove(store);
  }

  /** Closes the store and opens its data again; skips the test when there is no such thing. */
  final void restart() throws Exception {
    store.close();
    forget();
    store = second();
  }

  final HandWorker worker() {
    return HandWorker.register(store, time);
  }

  final JobId push(NewJob job) {
    return store.push(List.of(job)).getFirst().id();
  }

  final JobId push(String handler) {
    return push(SampleJobs.simple(handler));
  }

  final List<JobId> push(List<NewJob> jobs) {
    return store.push(jobs).stream().map(Pushed::id).toList();
  }

  final Job find(JobId job) {
    return store.find(job).orElseThrow();
  }

  final JobState state(JobId job) {
    return find(job).state();
  }

  /** Moves time on and does what the promoter does. */
  final void pass(Duration duration) {
    time.advance(duration);
    store.promote(Integer.MAX_VALUE);
  }

  /** Lets the leases of all workers run out and gives their jobs back. */
  final void loseWorkers() {
    time.advance(LEASE);
    store.rescue(Integer.MAX_VALUE, BACK);
  }

  final QueueStatus status(String queue) {
    return store.queueStatus().stream()
        .filter(status -> status.queue().name().equals(queue))
        .findFirst()
        .orElseThrow();
  }

  final QueueStatus.Counts counts() {
    return status(JobSpec.DEFAULT_QUEUE).counts();
  }

  static List<JobId> ids(List<ClaimedJob> claimed) {
    return claimed.stream().map(job -> job.attempt().job()).toList();
  }
}

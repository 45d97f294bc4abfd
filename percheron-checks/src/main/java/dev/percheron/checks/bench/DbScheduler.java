package dev.percheron.checks.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * db-scheduler as its page advises for much work: lock and fetch between 1 and 4 times its threads,
 * immediate execution in the process that pushes, and a short poll.
 */
final class DbScheduler implements Contender {
  private static final int THREADS = 50;
  private static final int BATCH = 10_000;
  private static final Duration POLL = Duration.ofMillis(100);

  private final Pool pool;
  private final OneTimeTask<Void> task =
      Tasks.oneTime("noop").execute((instance, context) -> Board.ofThisProcess().ran(1));
  private final String prefix = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicLong numbers = new AtomicLong();
  private Scheduler scheduler;

  DbScheduler(String url) {
    this.pool = Pool.of(url, 20);
    this.scheduler = scheduler();
  }

  private Scheduler scheduler() {
    return Scheduler.create(pool.source(), List.of(task))
        .threads(THREADS)
        .pollUsingLockAndFetch(1.0, 4.0)
        .pollingInterval(POLL)
        .enableImmediateExecution()
        .schedulerName(new SchedulerName.Fixed("bench-" + prefix))
        .shutdownMaxWait(Duration.ofSeconds(5))
        .build();
  }

  @Override
  public void create() throws SQLException {
    pool.execute(
        """
        create table scheduled_tasks (
          task_name text not null, task_instance text not null, task_data bytea,
          execution_time timestamptz not null, picked boolean not null, picked_by text,
          last_success timestamptz, last_failure timestamptz, consecutive_failures int,
          last_heartbeat timestamptz, version bigint not null, priority smallint,
          primary key (task_name, task_instance));
        create index execution_time_idx on scheduled_tasks (execution_time);
        create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
        """);
  }

  @Override
  public void push() {
    scheduler.schedule(instance(), Instant.now());
  }

  @Override
  public void pushAll(int count) {
    for (int left = count; left > 0; left -= BATCH) {
      var batch = new ArrayList<TaskInstance<?>>();
      for (int i = 0; i < Math.min(BATCH, left); i++) {
        batch.add(instance());
      }
      scheduler.scheduleBatch(batch, Instant.now());
    }
  }

  private TaskInstance<Void> instance() {
    return task.instance(prefix + "-" + numbers.incrementAndGet());
  }

  @Override
  public boolean isDone() throws SQLException {
    return pool.holds("select not exists (select from scheduled_tasks)");
  }

  @Override
  public AutoCloseable work() {
    scheduler.start();
    return () -> {
      scheduler.stop();
      scheduler = scheduler(); // one that was stopped does not start again
    };
  }

  @Override
  public void close() {
    pool.close();
  }
}

package dev.percheron.checks.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Quartz in a cluster: one durable job and a trigger for each push, triggers acquired in batches
 * under its lock.
 */
final class QuartzCluster implements Contender {
  private static final int THREADS = 25;
  private static final int BATCH = 1_000;
  private static final JobKey JOB = JobKey.jobKey("noop");

  private final Pool pool;
  private final String url;
  private final String prefix = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicLong numbers = new AtomicLong();
  private @Nullable Scheduler scheduler;

  QuartzCluster(String url) {
    this.url = url;
    this.pool = Pool.of(url, 2);
  }

  @Override
  public void create() throws Exception {
    pool.execute(tables());
    scheduler()
        .addJob(JobBuilder.newJob(Noop.class).withIdentity(JOB).storeDurably().build(), true);
  }

  private static String tables() {
    try (InputStream file =
        Scheduler.class.getResourceAsStream("/org/quartz/impl/jdbcjobstore/tables_postgres.sql")) {
      if (file == null) {
        throw new IllegalStateException("Quartz has lost its tables");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized Scheduler scheduler() throws SchedulerException {
    if (scheduler == null) {
      scheduler = new StdSchedulerFactory(settings()).getScheduler();
    }
    return scheduler;
  }

  private Properties settings() {
    var settings = new Properties();
    settings.putAll(
        Map.of(
            "org.quartz.scheduler.instanceName", "bench",
            "org.quartz.scheduler.instanceId", prefix,
            "org.quartz.scheduler.idleWaitTime", "1000",
            "org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "" + THREADS,
            "org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool",
            "org.quartz.threadPool.threadCount", "" + THREADS,
            "org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX",
            "org.quartz.jobStore.isClustered", "true"));
    settings.putAll(
        Map.of(
            "org.quartz.jobStore.driverDelegateClass",
            "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate",
            "org.quartz.jobStore.acquireTriggersWithinLock",
            "true",
            "org.quartz.jobStore.misfireThreshold",
            "600000",
            "org.quartz.jobStore.dataSource",
            "pool-" + prefix,
            "org.quartz.dataSource.pool-" + prefix + ".provider",
            "hikaricp",
            "org.quartz.dataSource.pool-" + prefix + ".driver",
            "org.postgresql.Driver",
            "org.quartz.dataSource.pool-" + prefix + ".URL",
            url + "&reWriteBatchedInserts=true",
            "org.quartz.dataSource.pool-" + prefix + ".maxConnections",
            "" + (THREADS + 3)));
    return settings;
  }

  @Override
  public void push() throws SchedulerException {
    scheduler().scheduleJob(trigger().forJob(JOB).build());
  }

  @Override
  public void pushAll(int count) throws SchedulerException {
    for (int left = count; left > 0; left -= BATCH) {
      var triggers = new HashSet<Trigger>();
      for (int i = 0; i < Math.min(BATCH, left); i++) {
        triggers.add(trigger().build());
      }
      var job = JobBuilder.newJob(Noop.class).withIdentity(name()).build();
      scheduler().scheduleJobs(Map.of(job, triggers), false);
    }
  }

  private TriggerBuilder<Trigger> trigger() {
    return TriggerBuilder.newTrigger().withIdentity(name()).startNow();
  }

  private String name() {
    return prefix + "-" + numbers.incrementAndGet();
  }

  @Override
  public boolean isDone() throws SQLException {
    return pool.holds(
        "select not exists (select from qrtz_triggers)"
            + " and not exists (select from qrtz_fired_triggers)");
  }

  @Override
  public AutoCloseable work() throws SchedulerException {
    scheduler().start();
    return scheduler()::standby;
  }

  @Override
  public void close() {
    try {
      if (scheduler != null) {
        scheduler.shutdown(true);
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.close();
    }
  }

  /** Does nothing. */
  public static final class Noop implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      Board.ofThisProcess().ran(1);
    }
  }
}

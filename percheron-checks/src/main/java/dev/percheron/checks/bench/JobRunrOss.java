package dev.percheron.checks.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson3.Jackson3JsonMapper;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * JobRunr with job requests, which need no bytecode to be read, its own number of virtual threads
 * and the shortest poll that it allows.
 */
final class JobRunrOss implements Contender {
  private static final int BATCH = 10_000;
  private static final Duration POLL = Duration.ofSeconds(5);

  private final Pool pool;
  private final JsonMapper json;
  private @Nullable StorageProvider storage;

  JobRunrOss(String url) {
    this.pool = Pool.of(url, 20);
    this.json =
        new Jackson3JsonMapper(
            BasicPolymorphicTypeValidator.builder()
                .allowIfSubType(JobRunrOss.class.getPackageName()));
  }

  /** It makes its tables when it is first used. */
  @Override
  public void create() {
    storage();
  }

  private synchronized StorageProvider storage() {
    if (storage == null) {
      storage = new PostgresStorageProvider(pool.source());
      storage.setJobMapper(new JobMapper(json));
    }
    return storage;
  }

  @Override
  public void push() {
    new JobRequestScheduler(storage()).enqueue(new Noop());
  }

  @Override
  public void pushAll(int count) {
    var scheduler = new JobRequestScheduler(storage());
    for (int left = count; left > 0; left -= BATCH) {
      scheduler.enqueue(Stream.generate(Noop::new).limit(Math.min(BATCH, left)));
    }
  }

  @Override
  public boolean isDone() throws SQLException {
    return pool.holds(
        "select not exists (select from jobrunr_jobs where state in ('ENQUEUED', 'PROCESSING'))");
  }

  @Override
  public AutoCloseable work() {
    var server =
        new BackgroundJobServer(
            storage(),
            json,
            null,
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andPollInterval(POLL));
    server.start();
    return server::stop;
  }

  @Override
  public void close() {
    pool.close();
  }

  /** A job that does nothing. */
  public static final class Noop implements JobRequest {
    private static final long serialVersionUID = 1L;

    @Override
    public Class<NoopRun> getJobRequestHandler() {
      return NoopRun.class;
    }
  }

  /** Does nothing. */
  public static final class NoopRun implements JobRequestHandler<Noop> {
    @Override
    public void run(Noop request) {
      Board.ofThisProcess().ran(1);
    }
  }
}

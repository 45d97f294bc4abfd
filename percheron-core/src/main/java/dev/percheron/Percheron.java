package dev.percheron;

import dev.percheron.api.JobId;
import dev.percheron.api.JobRef;
import dev.percheron.api.JobRequest;
import dev.percheron.api.MethodRef;
import dev.percheron.api.Queue;
import dev.percheron.engine.Engine;
import dev.percheron.engine.WorkerSettings;
import dev.percheron.handlers.HandlerJar;
import dev.percheron.handlers.HandlerRegistry;
import dev.percheron.handlers.HandlerSignature;
import dev.percheron.handlers.Invocations;
import dev.percheron.handlers.PayloadLimits;
import dev.percheron.handlers.Requests;
import dev.percheron.json.JsonArguments;
import dev.percheron.memory.InMemoryStore;
import dev.percheron.spi.ArgumentCodec;
import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.JobStoreProvider;
import dev.percheron.spi.JobStoreProvider.SchemaStatus;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Pushed;
import dev.percheron.spi.Transaction;
import dev.percheron.spi.WorkerStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Jobs: push them, run them, look at them.
 *
 * <pre>{@code
 * try (var percheron = Percheron.open("jdbc:sqlite:jobs.db")) {
 *   percheron.declare(Queue.named("mail").concurrency(50));
 *   JobRef<Receipt> ref = percheron.push(job(Emails::send, "ada@example.org", "Hello").on("mail"));
 *   try (var worker = percheron.worker().start()) {
 *     Receipt receipt = ref.await(Duration.ofSeconds(10));
 *   }
 * }
 * }</pre>
 *
 * <p>One for a process is enough; safe for use by many threads. Closing it closes its workers
 * first.
 */
public final class Percheron implements Producer, LambdaHandlers, AutoCloseable {
  private final JobStore store;
  private final PercheronSettings settings;
  private final Map<String, JobExecutorProvider> executors;
  private final ArgumentCodec codec = new JsonArguments();
  private final HandlerRegistry handlers = new HandlerRegistry();
  private final Invocations invocations;
  private final HandlerInvoker invoker;
  private final Requests requests;
  private final QueueCatalog queues;
  private final Waiters waiters = new Waiters();
  private final JobStore.Subscription subscription;
  private final List<Engine> engines = new CopyOnWriteArrayList<>();
  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private final List<HandlerJar> jars = new CopyOnWriteArrayList<>();
  private final Operations operations;

  private Percheron(JobStore store, PercheronSettings settings) {
    this.store = store;
    this.settings = settings;
    this.executors = Providers.executors(settings);
    var limits = new PayloadLimits(settings.mostArgumentBytes(), settings.mostResultBytes());
    this.invocations = new Invocations(handlers, codec, limits);
    this.invoker = new PortableHandlers(invocations, handlers, jars);
    this.requests = new Requests(handlers, codec, limits);
    this.queues = new QueueCatalog(store, executors, settings.time());
    this.operations = new Operations(store, waiters, () -> engines.forEach(Engine::lookForCancels));
    this.subscription = store.listen(waiters);
  }

  /**
   * Opens a store by its URL, with default settings.
   *
   * @param url {@code jdbc:sqlite:FILE}, which is made when it does not exist, or {@code
   *     jdbc:postgresql://HOST/DATABASE}
   * @throws dev.percheron.api.StoreUnavailable when it cannot be opened
   * @throws dev.percheron.api.SchemaMismatch when its schema is another version's
   */
  public static Percheron open(String url) {
    return open(url, PercheronSettings.DEFAULT);
  }

  /** As {@link #open(String)}, with settings. */
  public static Percheron open(String url, PercheronSettings settings) {
    return on(Providers.open(url, settings), settings);
  }

  /** Jobs that live as long as this process: for tests, and for work that may be lost with it. */
  public static Percheron inMemory() {
    return on(InMemoryStore.create(PercheronSettings.DEFAULT.time()), PercheronSettings.DEFAULT);
  }

  /** On a store of one's own, which is closed with the {@code Percheron}. */
  public static Percheron on(JobStore store, PercheronSettings settings) {
    return new Percheron(store, settings);
  }

  /**
   * Which schema a store has and which this version knows, without opening it.
   *
   * @throws dev.percheron.api.StoreUnavailable when it cannot be read
   */
  public static SchemaStatus schema(String url) {
    return provider(url).schema(url);
  }

  /** The SQL that brings a store from a schema version – 0 for an empty store – to the newest. */
  public static String migrationSql(String url, int from) {
    return provider(url).migrationSql(url, from);
  }

  /**
   * Makes handlers known: objects with {@code @Handler} methods, or classes with static ones.
   * Static handlers that this process pushes by method reference are known without.
   *
   * @throws IllegalArgumentException when a method cannot be a handler, or two have one name; names
   *     both
   */
  public Percheron handlers(Object... objectsOrClasses) {
    for (var one : objectsOrClasses) {
      handlers.add(one);
    }
    return this;
  }

  /**
   * Makes the handlers of a jar known, for a worker that is given jobs to bring. The jar stays open
   * as long as this.
   *
   * @return what was found, and what could not be used and why
   * @throws IllegalArgumentException when there is no such jar, or it cannot be read
   */
  public JarHandlers handlersOf(Path jar) {
    var opened = HandlerJar.open(jar);
    jars.add(opened);
    var loaded = opened.addTo(handlers);
    return new JarHandlers(
        loaded.handlers().stream().map(HandlerSignature::shown).toList(), loaded.problems());
  }

  @Override
  public Percheron register(String name, MethodRef lambda) {
    handlers.add(name, lambda);
    return this;
  }

  /**
   * Makes a queue or changes it, in the store, for all workers; they follow while they run.
   * Declaring the same again changes nothing.
   *
   * @throws dev.percheron.api.JobRefused when its executor does not take its options
   */
  public void declare(Queue queue) {
    queues.declare(queue);
  }

  @Override
  public <R extends @Nullable Object> JobRef<R> push(JobRequest<R> request) {
    return pushing(store::push).push(request);
  }

  @Override
  public <R extends @Nullable Object> List<JobRef<R>> pushAll(List<JobRequest<R>> batch) {
    return pushing(store::push).pushAll(batch);
  }

  /**
   * Pushes, and completes running jobs, in a transaction of one's own: the jobs exist, or have
   * succeeded, if and only if it is committed. Nothing is to be waited for before that.
   *
   * @param transaction such as {@code JdbcTransaction.on(connection)}, on the store's own database
   * @throws UnsupportedOperationException when it pushes or completes and the store cannot do that
   */
  public InTransaction in(Transaction transaction) {
    return new Joined(
        pushing(jobs -> store.push(jobs, transaction)),
        invocations,
        settings.time(),
        (attempt, end) -> store.complete(attempt, end, transaction));
  }

  /** A reference to a job that was pushed elsewhere; its result is read as {@code resultType}. */
  public <R extends @Nullable Object> JobRef<R> ref(JobId job, Class<R> resultType) {
    return ref(job, false, resultType);
  }

  /** A worker in this process, to be set up and started. */
  public WorkerBuilder worker() {
    return new WorkerBuilder(this);
  }

  /** What people do with jobs and queues: look, pause, cancel, retry, delete. */
  public Operations operations() {
    return operations;
  }

  /** Closes its workers, each with its own grace, then the store. */
  @Override
  public void close() {
    workers.forEach(Worker::close);
    subscription.close();
    store.close();
    jars.forEach(Percheron::close);
  }

  Worker start(WorkerSettings how, WorkerBuilder.Wishes wishes) {
    var made = new AtomicReference<Worker>();
    Runnable close = () -> Objects.requireNonNull(made.get()).close(); // errands come to a worker
    var setup =
        new Engine.Setup(
            store,
            how,
            invoker,
            executors,
            settings.time(),
            wishes.listeners(),
            waiters::settled,
            wishes.onDrain().orElse(close),
            wishes.timer());
    var engine =
        new Engine(setup, new WorkerStart(how.name(), host(), ProcessHandle.current().pid()));
    var worker = new Worker(engine, wishes.grace(), () -> engines.remove(engine));
    made.set(worker);
    engines.add(engine);
    workers.add(worker);
    if (wishes.timer().isEmpty()) {
      engine.start();
    }
    return worker;
  }

  private <R extends @Nullable Object> JobRef<R> ref(JobId id, boolean isNew, Type resultType) {
    return new StoredRef<>(id, isNew, resultType, operations, codec);
  }

  private Producer pushing(Function<List<NewJob>, List<Pushed>> to) {
    return new Pushing(requests, queues, this::ref, to);
  }

  private <R extends @Nullable Object> JobRef<R> ref(Pushed pushed, Type result) {
    return ref(pushed.id(), pushed.isNew(), result);
  }

  private static void close(HandlerJar jar) {
    try {
      jar.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JobStoreProvider provider(String url) {
    return Providers.storeProvider(url, PercheronSettings.DEFAULT);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}

package dev.percheron;

import dev.percheron.api.JobId;
import dev.percheron.spi.StoreListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Those who await jobs: woken when a job is settled in this process or the store was changed by
 * another.
 */
final class Waiters implements StoreListener {
  /** One place where any number of threads await one job. */
  private static final class Place {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private int waiting; // guarded by the map's entry
    private long version; // guarded by lock

    long version() {
      lock.lock();
      try {
        return version;
      } finally {
        lock.unlock();
      }
    }

    void tell() {
      lock.lock();
      try {
        version++;
        news.signalAll();
      } finally {
        lock.unlock();
      }
    }

    void await(long seen, Duration most) throws InterruptedException {
      long left = most.toNanos();
      lock.lockInterruptibly();
      try {
        while (version == seen && left > 0) {
          left = news.awaitNanos(left);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** A look that says whether the waiting is over. */
  @FunctionalInterface
  interface Look {
    boolean isOver();
  }

  private static final Duration FIRST_POLL = Duration.ofMillis(20);
  private static final Duration LONGEST_POLL = Duration.ofMillis(500);

  private final ConcurrentHashMap<JobId, Place> places = new ConcurrentHashMap<>();

  /**
   * Looks, and looks again whenever there may be news, until the look says that it is over or
   * {@code timeout} has passed.
   *
   * @return whether it is over
   */
  boolean await(JobId job, Duration timeout, Look look) throws InterruptedException {
    var place = enter(job);
    try {
      return await(place, timeout, look);
    } finally {
      leave(job);
    }
  }

  /** A job was settled here. */
  void settled(JobId job) {
    var place = places.get(job);
    if (place != null) {
      place.tell();
    }
  }

  @Override
  public void ready(Set<String> queues) {
    // a job that is ready has not ended
  }

  @Override
  public void changed() {
    places.values().forEach(Place::tell);
  }

  private static boolean await(Place place, Duration timeout, Look look)
      throws InterruptedException {
    long end = System.nanoTime() + nanos(timeout);
    var poll = FIRST_POLL;
    while (true) {
      long seen = place.version(); // before the look: news during it must not be lost
      if (look.isOver()) {
        return true;
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      place.await(seen, Duration.ofNanos(Math.min(left, poll.toNanos())));
      poll = poll.multipliedBy(2).compareTo(LONGEST_POLL) < 0 ? poll.multipliedBy(2) : LONGEST_POLL;
    }
  }

  private static long nanos(Duration timeout) {
    return TimeUnit.NANOSECONDS.convert(timeout); // saturates where toNanos would overflow
  }

  private Place enter(JobId job) {
    return places.compute(
        job,
        (id, place) -> {
          var here = place == null ? new Place() : place;
          here.waiting++;
          return here;
        });
  }

  private void leave(JobId job) {
    places.computeIfPresent(job, (id, place) -> --place.waiting == 0 ? null : place);
  }
}

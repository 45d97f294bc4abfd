package dev.percheron.memory;

import dev.percheron.api.JobId;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All jobs by number. Numbers are dense and come in order, so they are kept in blocks: no box and
 * no tree node a job, and still the newest first. Guarded by the store's lock.
 */
final class JobIndex {
  private static final int BITS = 9;
  private static final int SIZE = 1 << BITS;

  private static final class Block {
    static final Block NONE = new Block(-1);

    final long number;
    final @Nullable StoredJob[] jobs = new StoredJob[SIZE];
    int size;

    Block(long number) {
      this.number = number;
    }
  }

  private final NavigableMap<Long, Block> blocks = new TreeMap<>();
  private Block newest =
      Block.NONE; // saves the tree for what is pushed and what vanishes again soon
  private Block recent = Block.NONE;
  private int size;

  int size() {
    return size;
  }

  void add(StoredJob job) {
    long number = job.number >> BITS;
    if (newest.number != number) {
      dropIfEmpty(newest);
      newest = blocks.computeIfAbsent(number, Block::new);
    }
    newest.jobs[place(job.number)] = job;
    newest.size++;
    size++;
  }

  void remove(StoredJob job) {
    var block = block(job.number);
    block.jobs[place(job.number)] = null;
    size--;
    block.size--;
    if (block != newest) {
      dropIfEmpty(block);
    }
  }

  private void dropIfEmpty(Block block) {
    if (block.size == 0 && block != Block.NONE) {
      blocks.remove(block.number);
      recent = Block.NONE;
    }
  }

  Optional<StoredJob> find(JobId id) {
    return Optional.ofNullable(block(id.value()).jobs[place(id.value())]);
  }

  /**
   * Shows jobs with a smaller number than {@code before}, the newest first, while it is asked to.
   */
  void newest(long before, Predicate<StoredJob> more) {
    for (var block : blocks.headMap(before >> BITS, true).descendingMap().values()) {
      for (int place = SIZE - 1; place >= 0; place--) {
        var job = block.jobs[place];
        if (job != null && job.number < before && !more.test(job)) {
          return;
        }
      }
    }
  }

  private Block block(long number) {
    if (recent.number != number >> BITS) {
      var found = blocks.get(number >> BITS);
      recent = found == null ? Block.NONE : found;
    }
    return recent;
  }

  private static int place(long number) {
    return (int) (number & (SIZE - 1));
  }
}

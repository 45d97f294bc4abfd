package dev.percheron.jdbc;

import dev.percheron.api.JobRefused;
import dev.percheron.api.Names;
import java.util.List;

/**
 * A job that is for a queue that does not exist.
 *
 * @param handler what the job calls
 * @param queue which queue
 * @param place its place among those that are pushed, from 0
 * @param size how many are pushed
 */
record NoSuchQueue(String handler, String queue, int place, int size) {
  private static final int MOST_SHOWN = 20;

  /** Says which queues there are. */
  JobRefused refused(List<String> queues) {
    var which = size == 1 ? "the job" : "job %d of %d".formatted(place + 1, size);
    var known = String.join(", ", queues.stream().limit(MOST_SHOWN).map(Names::shown).toList());
    var more =
        queues.size() > MOST_SHOWN ? " and %d more".formatted(queues.size() - MOST_SHOWN) : "";
    return new JobRefused(
        "%s (%s) is for queue '%s', which does not exist; declare it first, or use one of: %s%s"
            .formatted(which, Names.shown(handler), Names.shown(queue), known, more));
  }
}

package dev.percheron.jdbc;

import dev.percheron.api.Attempt;
import dev.percheron.api.ClaimId;
import dev.percheron.api.JobId;
import dev.percheron.api.JobOptions;
import dev.percheron.api.JobSpec;
import dev.percheron.json.StoredJson;
import dev.percheron.spi.ClaimedJob;
import java.util.Map;
import java.util.Optional;

/**
 * The row of a job as it was read, before anything in it is believed.
 *
 * @param id the job
 * @param handler its name; empty when the row names one that does not exist
 * @param lane where it was pushed; empty when the row names one that does not exist
 * @param createdAt when it was pushed
 * @param startDeadline or {@link Micros#NONE}
 * @param options as text; empty for the default ones
 * @param arguments as JSON
 * @param metadata as text; empty for none
 * @param tries what is known of earlier attempts
 */
record Body(
    long id,
    Optional<String> handler,
    Optional<Lane> lane,
    long createdAt,
    long startDeadline,
    String options,
    String arguments,
    String metadata,
    Tries tries) {

  /**
   * Earlier attempts.
   *
   * @param used how many count
   * @param forgiven how many of them a person forgave
   * @param kills how many workers were lost with the job
   * @param startedAt when the last one started, or {@link Micros#NONE}
   */
  record Tries(int used, int forgiven, int kills, long startedAt) {
    static final Tries NONE = new Tries(0, 0, 0, Micros.NONE);
  }

  /**
   * The job as a worker gets it.
   *
   * @throws IllegalArgumentException when the row cannot be read; says what is wrong with it
   */
  ClaimedJob claimed(ClaimId claim, int place) {
    var attempt =
        new Attempt(new JobId(id), tries.used() + 1, claim, spec(), Micros.instant(createdAt));
    return new ClaimedJob(attempt, place, tries.forgiven());
  }

  private JobSpec spec() {
    var in = lane.orElseThrow(() -> new IllegalArgumentException("its lane does not exist"));
    return new JobSpec(
        handler.orElseThrow(() -> new IllegalArgumentException("its handler does not exist")),
        in.queue(),
        in.priority(),
        arguments,
        metadata.isEmpty() ? Map.of() : StoredJson.texts(metadata),
        options.isEmpty() ? JobOptions.DEFAULT : OptionsCache.read(options),
        startDeadline == Micros.NONE
            ? Optional.empty()
            : Optional.of(Micros.instant(startDeadline)));
  }
}

package dev.percheron.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a job stands.
 *
 * @param state its state
 * @param attempts how many attempts have been used
 * @param dueAt when it may run next; empty unless {@code SCHEDULED}
 * @param worker who runs it or ran it last
 * @param startedAt when its last attempt started, if that is known
 * @param finishedAt when it ended; empty while unfinished
 * @param result its result as JSON; empty unless it succeeded and the result is still kept
 * @param failure its last failure
 * @param progress how far it said it was
 */
public record JobStatus(
    JobState state,
    int attempts,
    Optional<Instant> dueAt,
    Optional<WorkerId> worker,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<String> result,
    Optional<Failure> failure,
    Optional<Progress> progress) {}

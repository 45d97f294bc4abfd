package dev.percheron.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The end of an attempt as its executor reports it.
 *
 * @param outcome how
 * @param startedAt when the handler really started; empty when it did not
 * @param finishedAt when it ended
 * @param metadata the job's metadata as the handler left it
 */
public record AttemptEnd(
    Outcome outcome,
    Optional<Instant> startedAt,
    Instant finishedAt,
    Map<String, String> metadata) {}

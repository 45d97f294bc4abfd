package dev.percheron.api;

import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of one attempt.
 *
 * @param number which try, from 1
 * @param outcome how it ended, as {@link Outcome#word()}
 * @param worker who ran it
 * @param startedAt when the handler started, if it is known
 * @param finishedAt when it ended
 * @param failure how it failed
 */
public record AttemptRecord(
    int number,
    String outcome,
    WorkerId worker,
    Optional<Instant> startedAt,
    Instant finishedAt,
    Optional<Failure> failure) {}

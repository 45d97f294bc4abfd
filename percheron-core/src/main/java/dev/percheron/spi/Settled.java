package dev.percheron.spi;

import dev.percheron.api.AttemptEnd;
import dev.percheron.api.Settlement;

/**
 * The end of a claimed job's attempt and what is to be written because of it.
 *
 * @param job which
 * @param end how the attempt ended
 * @param settlement what becomes of the job
 */
public record Settled(ClaimedJob job, AttemptEnd end, Settlement settlement) {}

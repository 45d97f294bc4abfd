package dev.percheron.spi;

import dev.percheron.api.JobId;

/**
 * What became of a push.
 *
 * @param id the job: the new one, or the unfinished one that has the unique key already
 * @param isNew which of the two
 */
public record Pushed(JobId id, boolean isNew) {}

package dev.percheron.spi;

import dev.percheron.api.Settlement;

/**
 * A lost job and what became of it.
 *
 * @param lost the job
 * @param settlement what was written
 */
public record Rescued(LostJob lost, Settlement settlement) {}

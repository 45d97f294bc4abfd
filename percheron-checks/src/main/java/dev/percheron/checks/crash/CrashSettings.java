package dev.percheron.checks.crash;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a crash run goes.
 *
 * @param site where the store is; what can be done to it is done
 * @param folder where the histories go; empty at the beginning
 * @param seed what the driver's choices come from
 * @param time how long the run is injured, before all is left to drain
 * @param workers how many processes run jobs
 * @param pushers how many processes push them
 * @param lease the lease of the workers
 * @param drain how long draining may take
 */
public record CrashSettings(
    Site site,
    Path folder,
    long seed,
    Duration time,
    int workers,
    int pushers,
    Duration lease,
    Duration drain) {}

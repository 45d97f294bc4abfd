package dev.percheron.checks.crash;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a crash run goes.
 *
 * @param url the store; new, or left by an earlier run with the same folder
 * @param folder where the histories go; empty at the beginning
 * @param seed what the driver's choices come from
 * @param time how long processes are struck, before all is left to drain
 * @param workers how many processes run jobs
 * @param lease the lease of their workers
 * @param drain how long draining may take
 */
public record CrashSettings(
    String url,
    Path folder,
    long seed,
    Duration time,
    int workers,
    Duration lease,
    Duration drain) {}

package dev.percheron.engine;

import dev.percheron.spi.HandlerInvoker;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.Timer;
import java.time.InstantSource;
import java.util.Map;

/**
 * What the loops are made of.
 *
 * @param store where the jobs are
 * @param settings how to work
 * @param invoker finds and calls handlers
 * @param providers executors by alias
 * @param time tells the time
 * @param timer rings alarms
 * @param events tells what happens
 */
record Parts(
    JobStore store,
    WorkerSettings settings,
    HandlerInvoker invoker,
    Map<String, JobExecutorProvider> providers,
    InstantSource time,
    Timer timer,
    Events events) {}

package dev.percheron.spi;

import dev.percheron.api.Queue;
import java.time.InstantSource;

/**
 * What an executor is given when it starts.
 *
 * @param queue the queue it serves: name, alias, options, concurrency
 * @param invoker finds and calls handlers
 * @param time tells the time
 * @param timer runs the actions of time limits and graces
 * @param notices where it tells what is no outcome
 */
public record ExecutorContext(
    Queue queue,
    HandlerInvoker invoker,
    InstantSource time,
    Timer timer,
    ExecutorNotices notices) {}

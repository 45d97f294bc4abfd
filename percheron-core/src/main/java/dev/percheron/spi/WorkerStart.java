package dev.percheron.spi;

/**
 * Who a worker says it is; for people only, identity comes from the store.
 *
 * @param name its name
 * @param host the machine
 * @param pid the process
 */
public record WorkerStart(String name, String host, long pid) {}

package dev.percheron.jdbc;

/**
 * A queue at one priority.
 *
 * @param id its number
 * @param queueId the queue's
 * @param queue the queue's name
 * @param priority larger is sooner
 */
record Lane(long id, long queueId, String queue, int priority) {}

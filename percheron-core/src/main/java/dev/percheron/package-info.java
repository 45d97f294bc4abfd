/**
 * The facade: open a {@link dev.percheron.Percheron}, declare queues, push jobs, start a worker.
 *
 * <p>Wires the rooms below; nothing below knows it.
 */
package dev.percheron;

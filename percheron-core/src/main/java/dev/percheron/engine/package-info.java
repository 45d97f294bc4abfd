/**
 * The worker: supervised loops that claim, run, settle, and look after what others left behind.
 *
 * <p>Hidden; {@link dev.percheron.engine.Engine} is its door. Knows the words and the extension
 * points, no store and no executor in particular.
 */
package dev.percheron.engine;

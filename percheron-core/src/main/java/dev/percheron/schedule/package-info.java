/**
 * Triggers: rules that say when something is due.
 *
 * <p>Values only. This package reads no clock, knows no store and no thread; everything in it gives
 * the same answer to the same question, in every process and on every machine with the same time
 * zone rules. What it reads as text is untrusted: bounded in length, in depth and in the time it
 * takes, and refused with the place and with what is allowed there.
 */
package dev.percheron.schedule;

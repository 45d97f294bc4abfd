/**
 * JSON: arguments and results bound to the types of a handler, and the small values that stores
 * keep as text.
 *
 * <p>Everything that is read here is untrusted. Types come from the caller, never from the text;
 * how deep and how long it may be is bounded; what does not fit is an {@link
 * IllegalArgumentException} that says where.
 */
package dev.percheron.json;

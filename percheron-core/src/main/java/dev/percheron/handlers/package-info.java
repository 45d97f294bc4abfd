/**
 * Handlers: which method a reference means, which handlers this program has, and how one is called
 * with JSON arguments. Knows the words and the extension points; where a handler runs is not its
 * business.
 */
package dev.percheron.handlers;

/**
 * A house in which every rule of the rooms is broken, each by a class that is named for it: so that
 * every rule has been seen to find something. Nothing here is ever run.
 */
package dev.percheron.checks.planted;

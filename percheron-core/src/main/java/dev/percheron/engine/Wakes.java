package dev.percheron.engine;

/** The wake-ups that work itself gives: an end wakes the settler, room wakes the fetcher. */
interface Wakes {
  void settler();

  void fetcher();
}

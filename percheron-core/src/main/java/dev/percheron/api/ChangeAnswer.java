package dev.percheron.api;

/** What became of the wish to retry or delete a job. */
public enum ChangeAnswer {
  /** It was done. */
  DONE,
  /** Not from the state it is in. */
  REFUSED,
  /** There is no such job. */
  NOT_FOUND
}

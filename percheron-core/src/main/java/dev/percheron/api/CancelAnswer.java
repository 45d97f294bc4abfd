package dev.percheron.api;

/** What became of the wish to cancel a job. */
public enum CancelAnswer {
  /** It had not started and now never will. */
  CANCELLED,
  /** It runs; its worker was told and will stop it as far as its executor can. */
  REQUESTED,
  /** It had ended already. */
  ENDED,
  /** There is no such job. */
  NOT_FOUND
}

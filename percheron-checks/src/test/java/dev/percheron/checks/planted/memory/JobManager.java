package dev.percheron.checks.planted.memory;

/** Words that say nothing. */
interface JobManager {
  /** One. */
  record JobInfo() {}

  /** Two. */
  abstract class AbstractJob {}

  /** Allowed: its words are others. */
  record Database() {}
}

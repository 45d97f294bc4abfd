package dev.percheron.checks.planted.memory;

/** Words that say nothing. */
interface JobManager {
  /** One. */
  record JobInfo() {}

  /** Two. */
  abstract class AbstractJob {}

  /** Three. */
  record ProcessJob() {}

  /** Allowed: here the word is a noun. */
  record ChildProcess() {}

  /** Allowed: its words are others. */
  record Database() {}
}

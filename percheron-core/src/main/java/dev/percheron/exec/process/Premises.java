package dev.percheron.exec.process;

/** What a child knows of the process that it is. */
public interface Premises {
  /** The attempt that begins, so that what it prints is told apart. */
  void begin(long attempt);

  /** Marks the end of what the attempt has printed, if it has printed anything; says so. */
  boolean end();

  /**
   * What a job has left behind, for which this process should not run another; empty for nothing.
   *
   * @param nanos how long it took
   */
  String residue(long nanos);

  /** A child that is a thread of its worker: nothing of it is its own. */
  Premises NONE =
      new Premises() {
        @Override
        public void begin(long attempt) {}

        @Override
        public boolean end() {
          return false;
        }

        @Override
        public String residue(long nanos) {
          return "";
        }
      };
}

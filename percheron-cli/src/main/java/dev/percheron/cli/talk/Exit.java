package dev.percheron.cli.talk;

/** The exit codes of every command. */
public final class Exit {
  /** All was done. */
  public static final int DONE = 0;

  /** It was tried and failed, or what was looked at is not well. */
  public static final int FAILED = 1;

  /** The command line itself is wrong; nothing was tried. */
  public static final int USAGE = 2;

  /** There is no such job, queue or file. */
  public static final int NOT_FOUND = 3;

  /** Not from the state it is in. */
  public static final int REFUSED = 4;

  /** Some of it was done, some was not. */
  public static final int PARTLY = 5;

  /** The store cannot be reached or used. */
  public static final int UNREACHABLE = 69;

  /** The time given was over first. */
  public static final int TIMED_OUT = 124;

  /** A person or the system stopped it before it was done. */
  public static final int INTERRUPTED = 130;

  private Exit() {}
}

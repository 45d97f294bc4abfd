package dev.percheron.cli.options;

import dev.percheron.cli.talk.Complaint;
import dev.percheron.cli.talk.Console;
import dev.percheron.cli.talk.Exit;
import picocli.CommandLine.Option;

/** Whether something that cannot be undone is really wanted. */
public final class Consent {
  /** What is to be done. */
  public enum Answer {
    /** Do it. */
    YES,
    /** Do nothing: it was only looked what would be done. */
    ONLY_LOOK,
    /** Do nothing: the answer was no. */
    NO
  }

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  /** Whether it shall only be said what would be done. */
  public boolean isDryRun() {
    return dryRun;
  }

  /**
   * Says what is about to be done, and asks when nobody said {@code --yes}.
   *
   * @param deed such as {@code delete 12 jobs}
   * @throws Complaint when nobody can be asked
   */
  public Answer to(Console console, String deed) {
    if (dryRun) {
      console.say("would " + deed + "; nothing was changed");
      return Answer.ONLY_LOOK;
    } else if (yes) {
      return Answer.YES;
    } else if (console.isAnswered()) {
      return console.ask(deed + "?") ? Answer.YES : Answer.NO;
    }
    throw new Complaint(
        Exit.USAGE, "this would " + deed + "; nobody can be asked here, so say --yes or --dry-run");
  }
}

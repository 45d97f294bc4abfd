package dev.percheron.jdbc;

import dev.percheron.api.JobState;
import java.util.List;

/** States as they are in rows. The numbers are part of the schema. */
final class StateCode {
  static final int SCHEDULED = 0;
  static final int READY = 1;
  static final int RUNNING = 2;
  static final int SUCCEEDED = 3;
  static final int FAILED = 4;
  static final int CANCELLED = 5;
  static final int EXPIRED = 6;

  /** How many there are. */
  static final int COUNT = 7;

  private static final List<JobState> STATES =
      List.of(
          JobState.SCHEDULED,
          JobState.READY,
          JobState.RUNNING,
          JobState.SUCCEEDED,
          JobState.FAILED,
          JobState.CANCELLED,
          JobState.EXPIRED);

  private StateCode() {}

  static int of(JobState state) {
    return STATES.indexOf(state);
  }

  /** The state of a code that the schema's constraints allow. */
  static JobState state(int code) {
    return STATES.get(code);
  }
}

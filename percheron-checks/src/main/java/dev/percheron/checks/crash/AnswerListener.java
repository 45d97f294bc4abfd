package dev.percheron.checks.crash;

import dev.percheron.api.Attempt;
import dev.percheron.api.JobEvent;
import dev.percheron.api.JobEventListener;
import dev.percheron.checks.crash.Entry.Answer;
import dev.percheron.checks.crash.Entry.Answered;
import dev.percheron.checks.crash.Entry.LeaseLost;

/** Writes down what the store answered to a worker, and that it lost its lease. */
final class AnswerListener implements JobEventListener {
  private final HistoryWriter history;
  private final long process;

  AnswerListener(HistoryWriter history, long process) {
    this.history = history;
    this.process = process;
  }

  @Override
  public void on(JobEvent event) {
    switch (event) {
      case JobEvent.Succeeded succeeded -> answered(succeeded.attempt(), Answer.SUCCEEDED);
      case JobEvent.Retrying retrying -> answered(retrying.attempt(), Answer.RETRYING);
      case JobEvent.Failed failed -> answered(failed.attempt(), Answer.FAILED);
      case JobEvent.Snoozed snoozed -> answered(snoozed.attempt(), Answer.PUT_OFF);
      case JobEvent.Revoked revoked -> answered(revoked.attempt(), Answer.REVOKED);
      case JobEvent.LeaseLost lost ->
          history.add(new LeaseLost(lost.worker().value(), process, System.nanoTime()));
      case JobEvent.Started e -> {}
      case JobEvent.Cancelled e -> {}
      case JobEvent.Expired e -> {}
      case JobEvent.Stuck e -> {}
      case JobEvent.Unstuck e -> {}
      case JobEvent.Blocking e -> {}
      case JobEvent.Rescued e -> {}
      case JobEvent.QueueParked e -> {}
      case JobEvent.QueueServed e -> {}
      case JobEvent.Trouble e -> {}
    }
  }

  private void answered(Attempt attempt, Answer answer) {
    history.add(
        new Answered(
            attempt.job().value(),
            attempt.number(),
            attempt.claim().value(),
            answer,
            process,
            System.nanoTime()));
  }
}

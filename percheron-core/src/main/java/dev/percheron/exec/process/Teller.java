package dev.percheron.exec.process;

import dev.percheron.api.AttemptEnd;
import dev.percheron.api.Failure;
import dev.percheron.api.Outcome;
import dev.percheron.api.Progress;
import dev.percheron.exec.process.Frame.Kind;
import dev.percheron.spi.AttemptListener;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In a child: tells the worker what becomes of one attempt. */
final class Teller implements AttemptListener {
  private final Channel channel;
  private final long attempt;
  private final Premises premises;
  private long begun; // of the thread that runs it

  Teller(Channel channel, long attempt, Premises premises) {
    this.channel = channel;
    this.attempt = attempt;
    this.premises = premises;
  }

  private void tell(Kind kind, Map<String, ? extends @Nullable Object> body) {
    try {
      channel.send(kind, attempt, body);
    } catch (IOException e) {
      // the worker has gone; whoever reads sees that as well, and ends us
    }
  }

  /** In the pipe before the handler is called: a death from now on is charged to this attempt. */
  @Override
  public void started(Instant at) {
    begun = System.nanoTime();
    tell(Kind.STARTED, Map.of());
  }

  @Override
  public void progress(Progress progress) {
    tell(
        Kind.PROGRESS,
        Map.of("done", progress.done(), "total", progress.total(), "message", progress.message()));
  }

  @Override
  public void log(Instant at, String line) {
    tell(Kind.LOG, Map.of("line", line));
  }

  /** Put, not sent: the start of the next attempt may travel with it. */
  @Override
  public void ended(AttemptEnd end) {
    var spent = premises.residue(System.nanoTime() - begun);
    boolean marked = premises.end();
    try {
      channel.put(Kind.ENDED, attempt, Wire.ended(end.outcome(), marked, spent));
    } catch (BadFrame e) {
      var failure = Failure.of("percheron.Result", String.valueOf(e.getMessage()));
      tell(Kind.ENDED, Wire.outcome(new Outcome.Failed(failure), marked));
    }
  }
}

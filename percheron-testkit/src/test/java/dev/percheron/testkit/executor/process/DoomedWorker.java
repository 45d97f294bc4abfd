package dev.percheron.testkit.executor.process;

import dev.percheron.api.Attempt;
import dev.percheron.api.ClaimId;
import dev.percheron.api.JobId;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Queue;
import dev.percheron.exec.process.ProcessProvider;
import dev.percheron.json.PlainJson;
import dev.percheron.spi.ExecutorContext;
import dev.percheron.spi.ExecutorNotices;
import dev.percheron.testkit.ManualTime;
import dev.percheron.testkit.executor.AttemptProbe;
import java.util.List;

/** A program that runs one job in a child, and is killed while it does. */
final class DoomedWorker {
  private DoomedWorker() {}

  public static void main(String[] arguments) {
    var time = new ManualTime();
    var executor = new ProcessProvider().create();
    var queue = Queue.named("doomed").executor("process").concurrency(1);
    executor.start(
        new ExecutorContext(
            queue, new ChildJvmTest.InChildren(), time, time, ExecutorNotices.NONE));
    var spec = JobSpec.of("leaves.process", "doomed", PlainJson.write(List.of(arguments[0])));
    var probe =
        new AttemptProbe(new Attempt(new JobId(1), 1, new ClaimId(1), spec, time.instant()));
    var _ = executor.submit(probe.attempt(), probe);
    probe.end(); // it never ends; this program is killed meanwhile
  }
}

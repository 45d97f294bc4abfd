package dev.percheron.testkit.executor.process;

import dev.percheron.api.Queue;
import dev.percheron.exec.process.CommandProvider;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.testkit.executor.ContractHandlers;
import dev.percheron.testkit.executor.JobExecutorContract;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contract, with a real program for each attempt; see {@link Puppets}. */
@EnabledIf("canPlay")
class CommandExecutorTest extends JobExecutorContract {
  private final Puppets puppets = new Puppets();

  static boolean canPlay() {
    return Puppets.canPlay();
  }

  @AfterEach
  void end_the_play() {
    puppets.close();
  }

  @Override
  protected JobExecutorProvider provider() {
    return new CommandProvider();
  }

  @Override
  protected Queue queue() {
    return super.queue()
        .executor("command", Map.of("command", puppets.command(), "result", "json"));
  }

  @Override
  protected ContractHandlers newHandlers() {
    return puppets;
  }

  @Override
  protected boolean handlersAreJava() {
    return false;
  }

  @Override
  protected int manyJobs() {
    return 500;
  }

  @Override
  protected int manySteps() {
    return 1_000;
  }
}

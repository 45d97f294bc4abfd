package dev.percheron.checks.hostile;

import dev.percheron.api.JobSpec;
import dev.percheron.cli.hostile.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Programs that do the like. */
class HostileCommandTest extends HostileSuite {
  HostileCommandTest() {
    super("command", Map.of("allow", "/bin/sh", "kill-grace", "100ms"));
  }

  @Override
  String arguments(Behaviour behaviour) {
    var words = new ArrayList<>(behaviour.program());
    words.add(mark());
    return json(words);
  }

  @Override
  protected JobSpec good() {
    return JobSpec.of("well", "hostile", json(List.of("/bin/sh", "-c", "echo well")));
  }
}

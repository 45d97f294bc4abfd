package dev.percheron.checks.hostile;

import dev.percheron.api.JobSpec;
import dev.percheron.cli.hostile.Behaviour;
import java.util.List;
import java.util.Map;

/** Hostile handlers in child JVMs. */
class HostileProcessTest extends HostileSuite {
  HostileProcessTest() {
    super("process", Map.of("heap", "64m", "start-timeout", "1m", "interrupt-grace", "100ms"));
  }

  @Override
  String arguments(Behaviour behaviour) {
    return json(List.of(mark()));
  }

  @Override
  protected JobSpec good() {
    return JobSpec.of("hostile.well", "hostile", json(List.of(mark())));
  }
}

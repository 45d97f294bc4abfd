package dev.percheron.checks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuTest {
  @Test
  void work_of_a_process_and_of_its_children_that_have_ended_is_counted() throws Exception {
    var me = ProcessHandle.current();
    var before = Cpu.of(me);
    var beforeAll = Cpu.ofAll(me);

    new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done")
        .start()
        .waitFor();

    var mine = Cpu.of(me).minus(before);
    assertThat(Cpu.ofAll(me).minus(beforeAll)).isGreaterThan(mine.plus(Duration.ofMillis(20)));
  }
}

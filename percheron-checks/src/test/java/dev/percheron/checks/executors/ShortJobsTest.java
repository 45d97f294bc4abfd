package dev.percheron.checks.executors;

import static dev.percheron.api.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.Percheron;
import dev.percheron.api.JobRef;
import dev.percheron.api.JobState;
import dev.percheron.api.Queue;
import dev.percheron.api.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs that are handed to children ahead of time, through queue and store: however they die, each
 * job runs once, and only those that had begun have used an attempt.
 */
@Tag("slow")
class ShortJobsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int MANY = 4_000;
  private static final int EVERY = 500;

  @TempDir private Path folder;

  @Test
  void a_child_that_dies_takes_nobody_along_that_had_not_begun() throws Exception {
    var marks = folder.resolve("marks");
    try (var percheron = Percheron.inMemory()) {
      percheron.declare(
          Queue.named("default").executor("process", Map.of("heap", "64m")).concurrency(2));
      percheron.handlers(Tiny.class);
      List<JobRef<?>> tiny = new ArrayList<>();
      List<JobRef<?>> halts = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        tiny.add(percheron.push(job(Tiny::mark, marks.toString(), i).retry(RetryPolicy.none())));
        if (i % EVERY == EVERY - 1) {
          halts.add(percheron.push(job(Tiny::halt).retry(RetryPolicy.none())));
        }
      }

      try (var worker = percheron.worker().start()) {
        for (var ref : tiny) {
          var ended = percheron.operations().await(ref.id(), LONG);
          assertThat(ended.state())
              .as("%s", ended.status().failure())
              .isEqualTo(JobState.SUCCEEDED);
          assertThat(ended.status().attempts()).isEqualTo(1);
        }
        for (var ref : halts) {
          var ended = percheron.operations().await(ref.id(), LONG);
          assertThat(ended.state()).isEqualTo(JobState.FAILED);
          assertThat(ended.status().failure().orElseThrow().message()).contains("exit code 7");
        }
        worker.stopRunning("all has been seen");
      }
    }
    assertThat(lines(marks)).as("each ran once").hasSize(MANY).doesNotHaveDuplicates();
  }

  @Test
  void a_queue_that_stops_gives_back_what_waits_in_children() throws Exception {
    var marks = folder.resolve("marks");
    try (var percheron = Percheron.inMemory()) {
      percheron.declare(
          Queue.named("default").executor("process", Map.of("heap", "64m")).concurrency(2));
      percheron.handlers(Tiny.class);
      List<JobRef<?>> tiny = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        tiny.add(percheron.push(job(Tiny::mark, marks.toString(), i).retry(RetryPolicy.none())));
      }

      try (var _ = percheron.worker().start()) {
        var _ = percheron.operations().await(tiny.get(MANY / 4).id(), LONG);
      }
      int ran = lines(marks).size();
      long ended = tiny.stream().filter(ref -> ref.job().state() == JobState.SUCCEEDED).count();
      assertThat(ended).as("what ran is stored as run").isEqualTo(ran);
      try (var worker = percheron.worker().start()) {
        for (var ref : tiny) {
          var job = percheron.operations().await(ref.id(), LONG);
          assertThat(job.status().attempts()).isEqualTo(1);
        }
        worker.stopRunning("all has been seen");
      }
    }
    assertThat(lines(marks)).as("each ran once").hasSize(MANY).doesNotHaveDuplicates();
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file);
  }
}

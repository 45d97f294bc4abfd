package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.LogLine;
import dev.percheron.api.Progress;
import dev.percheron.spi.Note;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be noted about an attempt before it ends. Part of {@link JobStoreContract}. */
abstract class NoteContract extends SettleGuardContract {
  @Test
  void the_latest_progress_counts_and_is_kept_after_the_end() {
    var id = push("h");
    var worker = worker();
    var claimed = worker.claimOne();

    worker.advanced(claimed, new Progress(1, 10, "first"));
    worker.advanced(claimed, new Progress(2, 10, "second"));
    assertThat(find(id).status().progress()).contains(new Progress(2, 10, "second"));
    worker.done(claimed);

    assertThat(find(id).status().progress()).contains(new Progress(2, 10, "second"));
  }

  @Test
  void notes_written_with_the_end_of_their_attempt_are_kept() {
    var id = push("h");
    var worker = worker();
    var claimed = worker.claim(0, 1).getFirst();
    var line = new LogLine(1, time.instant(), "last words");

    store.settle(
        worker.id(),
        List.of(worker.success(claimed)),
        List.of(
            new Note.Started(claimed),
            new Note.Advanced(claimed, new Progress(3, 3, "")),
            new Note.Said(claimed, line)));

    assertThat(store.log(id)).containsExactly(line);
    assertThat(find(id).status().progress()).contains(new Progress(3, 3, ""));
  }

  @Test
  void notes_after_the_end_are_void() {
    var id = push("h");
    var worker = worker();
    var claimed = worker.claimOne();
    worker.done(claimed);

    worker.said(claimed, "too late");
    worker.advanced(claimed, new Progress(1, 1, "too late"));
    worker.started(claimed);

    assertThat(store.log(id)).isEmpty();
    assertThat(find(id).status().progress()).isEmpty();
    assertThat(find(id).status().attempts()).isEqualTo(1);
  }

  @Test
  void the_log_keeps_the_lines_of_all_attempts_in_order() {
    var id = push("h");
    var worker = worker();
    var first = worker.claimOne();
    worker.said(first, "one");
    time.advance(MILLI);
    worker.said(first, "two ünï\n");
    worker.retry(first, Duration.ZERO);
    var second = worker.claimOne();
    worker.said(second, "three");

    assertThat(store.log(id))
        .extracting(LogLine::text)
        .containsExactly("one", "two ünï\n", "three");
    assertThat(store.log(id)).extracting(LogLine::attempt).containsExactly(1, 1, 2);
    assertThat(store.log(id).get(1).at()).isEqualTo(time.instant());
  }

  @Test
  void the_log_of_an_attempt_is_bounded_and_says_what_is_missing() {
    var id = push("h");
    var worker = worker();
    var first = worker.claimOne();
    var lines = new Note[LogLine.MAX_LINES + 2];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = new Note.Said(first, new LogLine(1, time.instant(), "line " + i));
    }
    worker.note(lines);
    worker.said(first, "one more");
    worker.retry(first, Duration.ZERO);
    worker.said(worker.claimOne(), "of the next");

    var log = store.log(id);

    assertThat(log).hasSize(LogLine.MAX_LINES + 2);
    assertThat(log.get(LogLine.MAX_LINES - 1).text()).isEqualTo("line " + (LogLine.MAX_LINES - 1));
    assertThat(log.get(LogLine.MAX_LINES).text()).contains("3");
    assertThat(log.get(LogLine.MAX_LINES).attempt()).isEqualTo(1);
    assertThat(log.getLast().text()).isEqualTo("of the next");
  }
}

package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.JobSpec;
import dev.percheron.api.JobState;
import dev.percheron.api.Queue;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.Pushed;
import dev.percheron.spi.StoreSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that begin in one stretch of ids and end in another. */
class SqliteListingTest {
  @TempDir Path directory;
  private JobStore store;

  @BeforeEach
  void open() {
    var url = TestFiles.url(directory.resolve("jobs.db"));
    store = new SqliteStoreProvider().open(url, StoreSettings.DEFAULT);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void rare_jobs_are_found_among_many_page_by_page() {
    store.declare(Queue.named("rare"));
    var rare = new ArrayList<JobId>();
    for (int round = 0; round < 4; round++) {
      rare.addAll(push("rare", "rare", 3));
      push("many", "default", 6_000);
    }
    Collections.reverse(rare);

    assertThat(pages(JobFilter.NEWEST.queue("rare"))).isEqualTo(rare);
    assertThat(pages(JobFilter.NEWEST.handler("rare"))).isEqualTo(rare);
    assertThat(pages(JobFilter.NEWEST.handler("rare").in(JobState.READY))).isEqualTo(rare);
    assertThat(pages(JobFilter.NEWEST.queue("rare").handler("many"))).isEmpty();
    assertThat(pages(JobFilter.NEWEST.handler("never"))).isEmpty();
  }

  private List<JobId> pages(JobFilter filter) {
    var found = new ArrayList<JobId>();
    var next = filter.limit(5);
    for (var page = store.list(next); !page.isEmpty(); page = store.list(next)) {
      page.stream().map(Job::id).forEach(found::add);
      next = next.after(page.getLast().id());
    }
    return found;
  }

  private List<JobId> push(String handler, String queue, int count) {
    var jobs = Collections.nCopies(count, NewJob.now(JobSpec.of(handler, queue, "[]")));
    return store.push(jobs).stream().map(Pushed::id).toList();
  }
}

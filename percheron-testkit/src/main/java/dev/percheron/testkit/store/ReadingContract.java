package dev.percheron.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.percheron.api.Job;
import dev.percheron.api.JobFilter;
import dev.percheron.api.JobId;
import dev.percheron.api.JobState;
import dev.percheron.api.Queue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lists show. Part of {@link JobStoreContract}. */
abstract class ReadingContract extends QueueContract {
  @Test
  void a_list_shows_the_newest_first_each_as_it_is_found() {
    var jobs = List.copyOf(oneInEveryState().values());

    var listed = store.list(JobFilter.NEWEST);

    assertThat(listed).extracting(Job::id).isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(listed).extracting(Job::id).containsExactlyInAnyOrderElementsOf(jobs);
    assertThat(listed).isEqualTo(listed.stream().map(job -> find(job.id())).toList());
  }

  @Test
  void pages_cover_everything_once() {
    var ids = push(SampleJobs.many(95));
    worker().claim(40);

    assertThat(pages(JobFilter.NEWEST.limit(10))).isEqualTo(ids.reversed());
  }

  @Test
  void pages_of_a_filter_cover_what_it_lets_through() {
    var ids = push(SampleJobs.many(60));
    worker().claim(40);

    var running = pages(JobFilter.NEWEST.in(JobState.RUNNING).limit(7));

    assertThat(running).isEqualTo(ids.subList(0, 40).reversed());
  }

  @Test
  void pages_stay_in_place_while_jobs_are_pushed() {
    var ids = push(SampleJobs.many(10));
    var first = store.list(JobFilter.NEWEST.limit(5));

    push(SampleJobs.many(10));
    var second = store.list(JobFilter.NEWEST.limit(5).after(first.getLast().id()));

    assertThat(second).extracting(Job::id).isEqualTo(ids.subList(0, 5).reversed());
  }

  @Test
  void a_list_can_be_of_some_states() {
    var jobs = oneInEveryState();

    for (var state : JobState.values()) {
      assertThat(store.list(JobFilter.NEWEST.in(state)))
          .extracting(Job::state)
          .as(state.name())
          .containsExactly(state);
    }
    assertThat(store.list(JobFilter.NEWEST.in(JobState.READY, JobState.FAILED))).hasSize(2);
    assertThat(store.list(JobFilter.NEWEST.in(JobState.values()))).hasSize(jobs.size());
  }

  @Test
  void a_list_can_be_of_a_queue_and_of_a_handler() {
    store.declare(Queue.named("other"));
    var here = push("a");
    var there = push(SampleJobs.on("other", "a"));
    var another = push(SampleJobs.on("other", "b"));

    assertThat(shown(JobFilter.NEWEST.queue("other"))).containsExactly(another, there);
    assertThat(shown(JobFilter.NEWEST.handler("a"))).containsExactly(there, here);
    assertThat(shown(JobFilter.NEWEST.queue("other").handler("a"))).containsExactly(there);
    assertThat(shown(JobFilter.NEWEST.queue("other").handler("a").in(JobState.FAILED))).isEmpty();
    assertThat(shown(JobFilter.NEWEST.queue("nowhere"))).isEmpty();
    assertThat(shown(JobFilter.NEWEST.handler("nobody"))).isEmpty();
  }

  @Test
  void names_in_a_filter_are_exact_and_harmless() {
    push("a_b");
    push("axb");

    assertThat(shown(JobFilter.NEWEST.handler("a_b"))).hasSize(1);
    assertThat(shown(JobFilter.NEWEST.handler("a%"))).isEmpty();
    assertThat(shown(JobFilter.NEWEST.handler("A_B"))).isEmpty();
    assertThat(shown(JobFilter.NEWEST.handler("' or 1=1 --"))).isEmpty();
    assertThat(shown(JobFilter.NEWEST.queue("' or 1=1 --"))).isEmpty();
  }

  @Test
  void what_is_not_there_is_not_found() {
    var nobody = new JobId(987_654_321);
    var largest = new JobId(Long.MAX_VALUE);

    assertThat(store.find(nobody)).isEmpty();
    assertThat(store.find(largest)).isEmpty();
    assertThat(store.attempts(nobody)).isEmpty();
    assertThat(store.log(nobody)).isEmpty();
    assertThat(store.list(JobFilter.NEWEST.after(new JobId(1)))).isEmpty();
  }

  @Test
  void the_largest_page_is_served() {
    push(SampleJobs.many(JobFilter.MOST + 1));

    assertThat(store.list(JobFilter.NEWEST.limit(JobFilter.MOST))).hasSize(JobFilter.MOST);
  }

  private List<JobId> shown(JobFilter filter) {
    return store.list(filter).stream().map(Job::id).toList();
  }

  private List<JobId> pages(JobFilter filter) {
    var all = new ArrayList<JobId>();
    for (var page = shown(filter); !page.isEmpty(); page = shown(filter.after(all.getLast()))) {
      assertThat(page).hasSizeLessThanOrEqualTo(filter.limit());
      all.addAll(page);
    }
    return all;
  }
}

package dev.percheron.cli.jobs;

import dev.percheron.api.AttemptRecord;
import dev.percheron.api.Failure;
import dev.percheron.api.Job;
import dev.percheron.api.JobOptions;
import dev.percheron.api.JobStatus;
import dev.percheron.api.LogLine;
import dev.percheron.api.Progress;
import dev.percheron.api.RetryPolicy;
import dev.percheron.api.WorkerId;
import dev.percheron.cli.talk.Cell;
import dev.percheron.cli.talk.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one job.
 *
 * @param job as it stands
 * @param attempts those that ended
 * @param log what they wrote
 */
record JobStory(Job job, List<AttemptRecord> attempts, List<LogLine> log) {

  /** All of it, for programs. */
  Map<String, @Nullable Object> json() {
    var spec = job.spec();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", job.id().value());
    json.put("state", Cell.word(job.state()));
    json.put("handler", spec.handler());
    json.put("queue", spec.queue());
    json.put("priority", spec.priority());
    json.put("arguments", Json.stored(spec.arguments()));
    json.put("metadata", new TreeMap<>(spec.metadata()));
    json.put("uniqueKey", job.uniqueKey());
    json.put("created", job.createdAt());
    json.put("startBy", spec.startDeadline());
    json.put("options", options(spec.options()));
    putStatus(json, job.status());
    json.put("attempts", attempts.stream().map(JobStory::attempt).toList());
    json.put("log", log.stream().map(JobStory::line).toList());
    return json;
  }

  private static void putStatus(Map<String, @Nullable Object> json, JobStatus status) {
    json.put("attemptsUsed", status.attempts());
    json.put("due", status.dueAt());
    json.put("worker", status.worker().map(WorkerId::value));
    json.put("started", status.startedAt());
    json.put("finished", status.finishedAt());
    json.put("progress", status.progress().map(JobStory::progress));
    json.put("result", status.result().map(Json::stored));
    json.put("failure", status.failure().map(JobStory::failure));
  }

  private static Map<String, @Nullable Object> options(JobOptions options) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("maxAttempts", options.retry().maxAttempts());
    json.put("firstDelay", options.retry().firstDelay());
    json.put("multiplier", options.retry().multiplier());
    json.put("maxDelay", options.retry().maxDelay());
    json.put("jitter", options.retry().jitter());
    json.put("rules", options.retry().rules().stream().map(JobStory::rule).toList());
    json.put("timeLimit", options.limits().time());
    json.put(
        "memoryLimit",
        options.limits().memory().isPresent() ? options.limits().memory().getAsLong() : null);
    json.put("cpuLimit", options.limits().cpu());
    json.put("keepResult", options.keepResult());
    return json;
  }

  private static Map<String, String> rule(RetryPolicy.Rule rule) {
    return new TreeMap<>(Map.of("type", rule.type(), "verdict", rule.verdict().name()));
  }

  private static Map<String, @Nullable Object> progress(Progress progress) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("done", progress.done());
    json.put("total", progress.total());
    json.put("message", progress.message());
    return json;
  }

  private static Map<String, @Nullable Object> attempt(AttemptRecord attempt) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("number", attempt.number());
    json.put("outcome", attempt.outcome());
    json.put("worker", attempt.worker().value());
    json.put("started", attempt.startedAt());
    json.put("finished", attempt.finishedAt());
    json.put("failure", attempt.failure().map(JobStory::failure));
    return json;
  }

  static Map<String, @Nullable Object> failure(Failure failure) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("type", failure.type());
    json.put("message", failure.message());
    json.put("stack", failure.stack());
    json.put("causes", failure.causes().stream().map(JobStory::cause).toList());
    return json;
  }

  private static Map<String, String> cause(Failure.Cause cause) {
    return new TreeMap<>(Map.of("type", cause.type(), "message", cause.message()));
  }

  private static Map<String, @Nullable Object> line(LogLine line) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("attempt", line.attempt());
    json.put("at", line.at());
    json.put("text", line.text());
    return json;
  }
}

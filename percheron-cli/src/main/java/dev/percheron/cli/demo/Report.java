package dev.percheron.cli.demo;

import dev.percheron.Operations;
import dev.percheron.api.Failure;
import dev.percheron.api.JobState;
import dev.percheron.cli.talk.Cell;
import dev.percheron.cli.talk.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo found out.
 *
 * @param tree the directory
 * @param ended its jobs
 * @param lines one for each queue
 * @param wrong a sentence for each job that did not end as it should
 * @param elapsed how long all took
 */
record Report(
    Tree tree, List<Ended> ended, List<QueueLine> lines, List<String> wrong, Duration elapsed) {

  static Report of(Operations operations, Tree tree, List<Ended> ended, Duration elapsed) {
    var wrong = new ArrayList<String>();
    for (var one : ended) {
      one.expected().complaint(operations, one.job()).ifPresent(wrong::add);
    }
    wrong.addAll(differing(ended));
    var lines = Arrays.stream(Part.values()).map(part -> line(part, ended)).toList();
    return new Report(tree, ended, lines, List.copyOf(wrong), elapsed);
  }

  boolean isAsItShould() {
    return wrong.isEmpty();
  }

  /** All of it, for programs. */
  Map<String, @Nullable Object> json() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("root", tree.root());
    json.put("digests", objects(Part.DIGESTS));
    json.put("sizes", objects(Part.SIZES));
    json.put("chains", objects(Part.CHAINS));
    json.put("misfits", of(Part.MISFITS).stream().map(Report::misfit).toList());
    json.put("queues", lines.stream().map(QueueLine.TABLE::json).toList());
    json.put("summary", summary());
    json.put("skipped", tree.skipped());
    json.put("wrong", wrong);
    return json;
  }

  private Map<String, @Nullable Object> summary() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("files", tree.files().size());
    json.put("directories", tree.directories().size());
    json.put("jobs", ended.size());
    json.put("succeeded", lines.stream().mapToLong(line -> line.count(JobState.SUCCEEDED)).sum());
    json.put("failed", lines.stream().mapToLong(line -> line.count(JobState.FAILED)).sum());
    json.put("cancelled", lines.stream().mapToLong(line -> line.count(JobState.CANCELLED)).sum());
    json.put("retried", lines.stream().mapToLong(QueueLine::retried).sum());
    json.put("elapsed", elapsed);
    json.put("asItShould", isAsItShould());
    return json;
  }

  private List<Map<String, @Nullable Object>> objects(Part part) {
    return of(part).stream().map(Report::object).toList();
  }

  private List<Ended> of(Part part) {
    return ended.stream().filter(one -> one.expected().part() == part).toList();
  }

  /** The path, then what the handler returned. */
  private static Map<String, @Nullable Object> object(Ended one) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("path", one.expected().name());
    switch (Json.stored(one.result())) {
      case Map<?, ?> found -> found.forEach((key, value) -> json.put(String.valueOf(key), value));
      case String sha256 -> json.put("sha256", sha256);
      case null, default -> json.put("state", Cell.word(one.job().state()));
    }
    return json;
  }

  private static Map<String, @Nullable Object> misfit(Ended one) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("what", one.expected().name());
    json.put("handler", one.job().spec().handler());
    json.put("state", Cell.word(one.job().state()));
    json.put("attempts", one.job().status().attempts());
    json.put("failure", one.job().status().failure().map(Failure::summary));
    return json;
  }

  private static QueueLine line(Part part, List<Ended> ended) {
    return new QueueLine(
        part, ended.stream().filter(one -> one.expected().part() == part).map(Ended::job).toList());
  }

  /** Two ways to read one file must find the same. */
  private static List<String> differing(List<Ended> ended) {
    var digests = new HashMap<String, @Nullable Object>();
    for (var one : ended) {
      if (one.expected().part() == Part.DIGESTS) {
        digests.put(one.expected().name(), object(one).get("sha256"));
      }
    }
    return ended.stream()
        .filter(one -> one.expected().part() == Part.CHAINS)
        .filter(one -> one.job().state() == JobState.SUCCEEDED)
        .filter(one ->
            !String.valueOf(object(one).get("sha256"))
                .equals(String.valueOf(digests.get(one.expected().name()))))
        .map(one ->
            one.expected().name() + ": its digest and its chain differ; did it change meanwhile?")
        .toList();
  }
}

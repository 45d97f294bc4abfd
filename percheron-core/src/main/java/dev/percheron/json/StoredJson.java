package dev.percheron.json;

import dev.percheron.api.Failure;
import dev.percheron.api.JobOptions;
import dev.percheron.api.Limits;
import dev.percheron.api.Names;
import dev.percheron.api.RetryPolicy;
import dev.percheron.api.RetryPolicy.Rule;
import dev.percheron.api.RetryPolicy.Verdict;
import dev.percheron.api.WorkerStatus.QueueReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The small values that a store keeps as text in its rows, written and read. Compact: what is as by
 * default is not written, and a value that is so altogether is the empty text.
 *
 * <p>Rows are untrusted. Every reader throws {@link IllegalArgumentException} when the text is not
 * JSON, is deeper than {@value JsonBounds#MAX_DEPTH} or longer than {@value JsonBounds#MAX_LENGTH}
 * characters, or holds a value out of its range; the message says which field. Unknown fields are
 * ignored: a newer process may have written them. Safe for use by many threads.
 */
public final class StoredJson {
  // What these mean is part of the format: a job stored without a retry policy means this one. A
  // test
  // holds them fast.
  private static final RetryPolicy RETRY = JobOptions.DEFAULT.retry();
  private static final Duration KEEP_RESULT = JobOptions.DEFAULT.keepResult();

  private static final JsonMapper MAPPER = JsonMapper.builder(JsonBounds.factory()).build();

  private StoredJson() {}

  /** Writes options; the empty text for {@link JobOptions#DEFAULT}. */
  public static String options(JobOptions options) {
    return options.equals(JobOptions.DEFAULT) ? "" : written(optionsNode(options));
  }

  /**
   * Reads what {@link #options(JobOptions)} writes.
   *
   * @throws IllegalArgumentException when it cannot be read
   */
  public static JobOptions options(String json) {
    if (json.isEmpty()) {
      return JobOptions.DEFAULT;
    }
    var fields = new Fields("options", tree("options", json));
    return new JobOptions(
        fields.object("retry").map(StoredJson::retry).orElse(RETRY),
        fields.object("limits").map(StoredJson::limits).orElse(Limits.NONE),
        fields.duration("keepResult", KEEP_RESULT));
  }

  /** Writes a failure. */
  public static String failure(Failure failure) {
    var node = MAPPER.createObjectNode();
    node.put("type", failure.type());
    putUnless(failure.message().isEmpty(), node, "message", failure.message());
    putUnless(failure.stack().isEmpty(), node, "stack", failure.stack());
    if (!failure.causes().isEmpty()) {
      var causes = node.putArray("causes");
      failure.causes().forEach(cause -> putCause(causes.addObject(), cause));
    }
    if (!failure.supertypes().isEmpty()) {
      failure.supertypes().forEach(node.putArray("supertypes")::add);
    }
    return written(node);
  }

  /**
   * Reads what {@link #failure(Failure)} writes.
   *
   * @throws IllegalArgumentException when it cannot be read
   */
  public static Failure failure(String json) {
    var fields = new Fields("failure", tree("failure", json));
    return new Failure(
        fields.text("type"),
        fields.text("message", ""),
        fields.text("stack", ""),
        fields.list("causes", element -> cause(element.fields())),
        fields.list("supertypes", Fields.Element::text));
  }

  /** Writes texts by key, such as metadata or a queue's options; the empty text for none. */
  public static String texts(Map<String, String> texts) {
    if (texts.isEmpty()) {
      return "";
    }
    var node = MAPPER.createObjectNode();
    texts.forEach(node::put);
    return written(node);
  }

  /**
   * Reads what {@link #texts(Map)} writes, in the order it is written.
   *
   * @throws IllegalArgumentException when it cannot be read
   */
  public static Map<String, String> texts(String json) {
    if (json.isEmpty()) {
      return Map.of();
    }
    var fields = new Fields("texts", tree("texts", json));
    var texts = new LinkedHashMap<String, String>();
    for (var entry : fields.node().properties()) {
      var what = "texts." + Names.shown(entry.getKey());
      texts.put(entry.getKey(), Fields.textOf(what, entry.getValue()));
    }
    return texts;
  }

  /** Writes names, such as a queue's tags; the empty text for none. */
  public static String names(Set<String> names) {
    return names.isEmpty() ? "" : PlainJson.write(List.copyOf(names));
  }

  /**
   * Reads what {@link #names(Set)} writes.
   *
   * @throws IllegalArgumentException when it cannot be read
   */
  public static Set<String> names(String json) {
    if (json.isEmpty()) {
      return Set.of();
    }
    if (!(PlainJson.read(json) instanceof List<?> list)) {
      throw new IllegalArgumentException("names are a JSON array of texts");
    }
    var names = new TreeSet<String>();
    for (var one : list) {
      if (!(one instanceof String name)) {
        throw new IllegalArgumentException("a name is a text");
      }
      names.add(name);
    }
    return names;
  }

  /** Writes what a worker says of its queues; the empty text for none. */
  public static String reports(List<QueueReport> reports) {
    if (reports.isEmpty()) {
      return "";
    }
    var array = MAPPER.createArrayNode();
    reports.forEach(report -> putReport(array, report));
    return written(array);
  }

  /**
   * Reads what {@link #reports(List)} writes.
   *
   * @throws IllegalArgumentException when it cannot be read
   */
  public static List<QueueReport> reports(String json) {
    return json.isEmpty()
        ? List.of()
        : Fields.listOf("reports", tree("reports", json), element -> report(element.fields()));
  }

  private static ObjectNode optionsNode(JobOptions options) {
    var node = MAPPER.createObjectNode();
    if (!options.retry().equals(RETRY)) {
      putRetry(node.putObject("retry"), options.retry());
    }
    if (!options.limits().equals(Limits.NONE)) {
      putLimits(node.putObject("limits"), options.limits());
    }
    putUnless(KEEP_RESULT.equals(options.keepResult()), node, "keepResult", options.keepResult());
    return node;
  }

  private static void putRetry(ObjectNode node, RetryPolicy retry) {
    if (retry.maxAttempts() != RETRY.maxAttempts()) {
      node.put("maxAttempts", retry.maxAttempts());
    }
    putUnless(
        retry.firstDelay().equals(RETRY.firstDelay()), node, "firstDelay", retry.firstDelay());
    if (retry.multiplier() != RETRY.multiplier()) {
      node.put("multiplier", retry.multiplier());
    }
    putUnless(retry.maxDelay().equals(RETRY.maxDelay()), node, "maxDelay", retry.maxDelay());
    if (retry.jitter() != RETRY.jitter()) {
      node.put("jitter", retry.jitter());
    }
    if (!retry.rules().isEmpty()) {
      var rules = node.putArray("rules");
      retry.rules().forEach(rule -> putRule(rules.addObject(), rule));
    }
  }

  private static RetryPolicy retry(Fields fields) {
    return new RetryPolicy(
        fields.number("maxAttempts", RETRY.maxAttempts()),
        fields.duration("firstDelay", RETRY.firstDelay()),
        fields.fraction("multiplier", RETRY.multiplier()),
        fields.duration("maxDelay", RETRY.maxDelay()),
        fields.fraction("jitter", RETRY.jitter()),
        fields.list("rules", element -> rule(element.fields())));
  }

  private static void putRule(ObjectNode node, Rule rule) {
    node.put("type", rule.type()).put("verdict", rule.verdict().name());
  }

  private static Rule rule(Fields fields) {
    var verdict = fields.text("verdict");
    return switch (verdict) {
      case "RETRY" -> new Rule(fields.text("type"), Verdict.RETRY);
      case "GIVE_UP" -> new Rule(fields.text("type"), Verdict.GIVE_UP);
      default ->
          throw new IllegalArgumentException(
              "%s.verdict is neither RETRY nor GIVE_UP but '%s'"
                  .formatted(fields.what(), Names.shown(verdict)));
    };
  }

  private static void putLimits(ObjectNode node, Limits limits) {
    limits.time().ifPresent(time -> node.put("time", time.toString()));
    limits.memory().ifPresent(bytes -> node.put("memory", bytes));
    limits.cpu().ifPresent(time -> node.put("cpu", time.toString()));
  }

  private static Limits limits(Fields fields) {
    return new Limits(
        fields.duration("time"),
        fields.has("memory") ? OptionalLong.of(fields.large("memory")) : OptionalLong.empty(),
        fields.duration("cpu"));
  }

  private static void putCause(ObjectNode node, Failure.Cause cause) {
    node.put("type", cause.type());
    putUnless(cause.message().isEmpty(), node, "message", cause.message());
  }

  private static Failure.Cause cause(Fields fields) {
    return new Failure.Cause(fields.text("type"), fields.text("message", ""));
  }

  private static void putReport(ArrayNode array, QueueReport report) {
    var node = array.addObject();
    node.put("queue", report.queue());
    node.put("executor", report.executor());
    node.put("concurrency", report.concurrency());
    node.put("running", report.running());
    node.put("stuck", report.stuck());
    putUnless(report.trouble().isEmpty(), node, "trouble", report.trouble());
  }

  private static QueueReport report(Fields fields) {
    return new QueueReport(
        fields.text("queue"),
        fields.text("executor"),
        fields.number("concurrency", 0),
        fields.number("running", 0),
        fields.number("stuck", 0),
        fields.text("trouble", ""));
  }

  private static void putUnless(boolean usual, ObjectNode node, String name, Object value) {
    if (!usual) {
      node.put(name, value.toString());
    }
  }

  private static String written(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  private static JsonNode tree(String what, String json) {
    try {
      return MAPPER.readTree(JsonBounds.checked(json));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "stored %s cannot be read as JSON: %s".formatted(what, JsonBounds.said(e)), e);
    }
  }
}

package dev.percheron.exec.process;

import dev.percheron.api.Attempt;
import dev.percheron.api.ClaimId;
import dev.percheron.api.JobId;
import dev.percheron.api.JobSpec;
import dev.percheron.api.Outcome;
import dev.percheron.api.Rung;
import dev.percheron.json.PlainJson;
import dev.percheron.json.StoredJson;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What stands in the bodies of frames. */
final class Wire {
  private Wire() {}

  static String run(Attempt attempt, Instant now) {
    return PlainJson.write(attempt(attempt, now));
  }

  /** An attempt of a handler that nobody has, for a child that is watched. */
  static String rehearsal() {
    var spec = JobSpec.of("percheron.rehearsal", "rehearsal", "[]");
    return run(new Attempt(new JobId(1), 1, new ClaimId(1), spec, Instant.EPOCH), Instant.EPOCH);
  }

  private static Map<String, @Nullable Object> attempt(Attempt attempt, Instant now) {
    var spec = attempt.spec();
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("now", nanos(now));
    body.put("job", attempt.job().value());
    body.put("number", attempt.number());
    body.put("claim", attempt.claim().value());
    body.put("createdAt", nanos(attempt.createdAt()));
    body.put("handler", spec.handler());
    body.put("queue", spec.queue());
    body.put("arguments", spec.arguments());
    if (spec.priority() != 0) {
      body.put("priority", spec.priority());
    }
    putUnlessEmpty(body, "metadata", StoredJson.texts(spec.metadata()));
    putUnlessEmpty(body, "options", StoredJson.options(spec.options()));
    spec.startDeadline().ifPresent(at -> body.put("startDeadline", at.toString()));
    return body;
  }

  private static void putUnlessEmpty(Map<String, @Nullable Object> body, String name, String text) {
    if (!text.isEmpty()) {
      body.put(name, text);
    }
  }

  static Attempt attempt(Frame frame) throws BadFrame {
    try {
      return new Attempt(
          new JobId(frame.number("job")),
          Math.toIntExact(frame.number("number")),
          new ClaimId(frame.number("claim")),
          spec(frame),
          instant(frame, "createdAt"));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new BadFrame("an attempt that cannot be read: " + e.getMessage(), e);
    }
  }

  /** Nanoseconds since 1970; what no 64 bits hold, the years before 1678 and after 2261, is cut. */
  private static long nanos(Instant at) {
    return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
  }

  /**
   * An instant of the body, in nanoseconds since 1970.
   *
   * @throws BadFrame when there is none
   */
  static Instant instant(Frame frame, String name) throws BadFrame {
    return Instant.ofEpochSecond(0, frame.number(name));
  }

  private static JobSpec spec(Frame frame) throws BadFrame {
    Optional<Instant> deadline =
        frame.body().containsKey("startDeadline")
            ? Optional.of(Instant.parse(frame.text("startDeadline")))
            : Optional.empty();
    return new JobSpec(
        frame.text("handler"),
        frame.text("queue"),
        Math.toIntExact(frame.number("priority", 0)),
        frame.text("arguments"),
        StoredJson.texts(frame.text("metadata", "")),
        StoredJson.options(frame.text("options", "")),
        deadline);
  }

  /** The end of an attempt, with what it left behind; the usual one without any detour. */
  static String ended(Outcome outcome, boolean marked, String spent) {
    if (outcome.equals(Outcome.Succeeded.NOTHING) && !marked && spent.isEmpty()) {
      return "{}";
    }
    var body = outcome(outcome, marked);
    if (!spent.isEmpty()) {
      body.put("spent", spent);
    }
    return PlainJson.write(body);
  }

  static Map<String, @Nullable Object> outcome(Outcome outcome, boolean marked) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("outcome", outcome.word());
    body.put("marked", marked);
    switch (outcome) {
      case Outcome.Succeeded(var result) -> body.put("result", result);
      case Outcome.Failed(var failure) -> body.put("failure", StoredJson.failure(failure));
      case Outcome.TimedOut(var failure, _) -> body.put("failure", StoredJson.failure(failure));
      case Outcome.Crashed(var failure) -> body.put("failure", StoredJson.failure(failure));
      case Outcome.Lost(var failure) -> body.put("failure", StoredJson.failure(failure));
      case Outcome.Cancelled(var reason, var rung) -> {
        body.put("reason", reason);
        body.put("rung", rung.name());
      }
      case Outcome.Snoozed(var delay) -> body.put("delay", delay.toString());
      case Outcome.NotStarted(var reason) -> body.put("reason", reason);
      case Outcome.Expired() -> {}
    }
    return body;
  }

  static Outcome outcome(Frame frame) throws BadFrame {
    if (frame.body().isEmpty()) {
      return Outcome.Succeeded.NOTHING;
    }
    try {
      return switch (frame.text("outcome")) {
        case "succeeded" -> new Outcome.Succeeded(frame.text("result"));
        case "failed" -> new Outcome.Failed(StoredJson.failure(frame.text("failure")));
        case "cancelled" ->
            new Outcome.Cancelled(frame.text("reason"), Rung.valueOf(frame.text("rung")));
        case "snoozed" -> new Outcome.Snoozed(Duration.parse(frame.text("delay")));
        case "expired" -> new Outcome.Expired();
        case "not-started" -> new Outcome.NotStarted(frame.text("reason"));
        default -> throw new BadFrame("no child says the outcome " + frame.body().get("outcome"));
      };
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new BadFrame("an outcome that cannot be read: " + e.getMessage(), e);
    }
  }
}

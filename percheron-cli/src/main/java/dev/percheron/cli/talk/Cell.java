package dev.percheron.cli.talk;

import dev.percheron.api.Durations;
import dev.percheron.api.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One value in a table: short for people, whole for programs. */
public sealed interface Cell {
  /** Nothing to show. */
  record None() implements Cell {}

  /** Some text, from anywhere. */
  record Text(String text) implements Cell {}

  /** A whole number. */
  record Count(long value) implements Cell {}

  /** A number of which a few digits matter. */
  record Rate(double value) implements Cell {}

  /** A moment; people see how long ago, programs see ISO-8601 in UTC. */
  record Time(Instant at) implements Cell {}

  /** A length of time; programs see ISO-8601. */
  record Span(Duration length) implements Cell {}

  /** A state, in its colour. */
  record State(JobState state) implements Cell {}

  /** Nothing to show. */
  static Cell none() {
    return new None();
  }

  /** Text, or nothing when it is empty. */
  static Cell text(String text) {
    return text.isEmpty() ? none() : new Text(text);
  }

  /** A whole number. */
  static Cell number(long value) {
    return new Count(value);
  }

  /** A moment, if there is one. */
  static Cell time(Optional<Instant> at) {
    return at.<Cell>map(Time::new).orElse(none());
  }

  /** A length of time, if there is one. */
  static Cell span(Optional<Duration> length) {
    return length.<Cell>map(Span::new).orElse(none());
  }

  /** For people, without colour. */
  default String shortText(Instant now) {
    return switch (this) {
      case None n -> "-";
      case Text(var text) -> Shown.line(text);
      case Count(var value) -> Long.toString(value);
      case Rate(var value) -> rounded(value);
      case Time(var at) -> Ago.of(at, now);
      case Span(var length) -> Durations.shown(length);
      case State(var state) -> word(state);
    };
  }

  /** For programs that read columns. */
  default String fullText() {
    return switch (this) {
      case None n -> "";
      case Text(var text) -> Shown.line(text);
      case Count(var value) -> Long.toString(value);
      case Rate(var value) -> rounded(value);
      case Time(var at) -> at.toString();
      case Span(var length) -> length.toString();
      case State(var state) -> word(state);
    };
  }

  /** For programs that read JSON. */
  default @Nullable Object jsonValue() {
    return switch (this) {
      case None n -> null;
      case Text(var text) -> text;
      case Count(var value) -> value;
      case Rate(var value) -> Math.round(value * 10) / 10.0;
      case Time(var at) -> at;
      case Span(var length) -> length;
      case State(var state) -> word(state);
    };
  }

  /** A state as it is typed and shown. */
  static String word(JobState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}

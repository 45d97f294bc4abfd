package dev.percheron.json;

import dev.percheron.api.Names;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/** How large and how deep JSON may be, and what a failure of the parser says in one line. */
final class JsonBounds {
  /** Arrays and objects within each other. */
  static final int MAX_DEPTH = 200;

  /** The longest document, in UTF-16 units. */
  static final int MAX_LENGTH = 64 << 20;

  private static final int MAX_NAME = 10_000;
  private static final int MAX_NUMBER = 1_000;

  private JsonBounds() {}

  /** A factory that keeps to the bounds, refuses a key that stands twice and tells no content. */
  static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(readConstraints())
        .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .build();
  }

  /**
   * Returns {@code json} when it is not too long to be read at all.
   *
   * @throws IllegalArgumentException when it is
   */
  static String checked(String json) {
    if (json.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "JSON of %d characters is not read, at most %d are".formatted(json.length(), MAX_LENGTH));
    }
    return json;
  }

  /** What the parser or binder says, without its excursions into lines, columns and class names. */
  static String said(JacksonException e) {
    var message = e.getOriginalMessage();
    return message == null ? e.getClass().getSimpleName() : Names.shown(firstLine(message));
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static StreamReadConstraints readConstraints() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(MAX_DEPTH)
        .maxDocumentLength(MAX_LENGTH)
        .maxStringLength(MAX_LENGTH)
        .maxNameLength(MAX_NAME)
        .maxNumberLength(MAX_NUMBER)
        .build();
  }
}

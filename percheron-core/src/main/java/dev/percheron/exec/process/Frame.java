package dev.percheron.exec.process;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message between a worker and a child.
 *
 * @param kind what it says
 * @param attempt which run it belongs to, counted by the worker from 1; 0 for none
 * @param body a JSON object
 */
record Frame(Kind kind, long attempt, Map<String, @Nullable Object> body) {
  /** What a frame says; the code is its byte on the wire and never changes. */
  enum Kind {
    /** Child: version and process id. */
    HELLO(1),
    /** Worker: where the handlers come from. */
    CONFIG(2),
    /** Child: it takes attempts. */
    READY(3),
    /** Child: it cannot work, and why; it ends. */
    REFUSED(4),
    /** Worker: run this. */
    RUN(5),
    /** Child: the handler is about to be called. */
    STARTED(6),
    /** Child: a line of the log. */
    LOG(7),
    /** Child: how far it is. */
    PROGRESS(8),
    /** Child: an entry of the metadata. */
    METADATA(9),
    /** Child: how it ended. */
    ENDED(10),
    /** Worker: tell the cancellation token. */
    CANCEL(11),
    /** Worker: interrupt it. */
    INTERRUPT(12),
    /** Worker: where is it? Child: there. */
    STACKS(13),
    /** Worker: end yourself. */
    DRAIN(14),
    /** Worker: give this one back unless it has started. */
    WITHDRAW(15);

    private static final Kind[] BY_CODE = new Kind[16];

    static {
      for (var kind : values()) {
        BY_CODE[kind.code] = kind;
      }
    }

    final int code;

    Kind(int code) {
      this.code = code;
    }

    /**
     * The kind of {@code code}.
     *
     * @throws BadFrame when there is none
     */
    static Kind of(int code) throws BadFrame {
      var kind = code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
      if (kind == null) {
        throw new BadFrame("there is no frame of kind " + code);
      }
      return kind;
    }
  }

  /**
   * A text of the body.
   *
   * @throws BadFrame when there is none
   */
  String text(String name) throws BadFrame {
    if (body.get(name) instanceof String text) {
      return text;
    }
    throw new BadFrame("a frame %s has no text '%s'".formatted(kind, name));
  }

  /**
   * A text of the body, or {@code otherwise} when it has none of that name.
   *
   * @throws BadFrame when it is no text
   */
  String text(String name, String otherwise) throws BadFrame {
    return body.containsKey(name) ? text(name) : otherwise;
  }

  /**
   * A whole number of the body, or {@code otherwise} when it has none of that name.
   *
   * @throws BadFrame when it is no number
   */
  long number(String name, long otherwise) throws BadFrame {
    return body.containsKey(name) ? number(name) : otherwise;
  }

  /**
   * A whole number of the body.
   *
   * @throws BadFrame when there is none
   */
  long number(String name) throws BadFrame {
    if (body.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw new BadFrame("a frame %s has no number '%s'".formatted(kind, name));
  }
}

package dev.percheron.exec.process;

import java.io.IOException;
import java.io.Serial;

/** The other side said what it may not say. It is ended, never understood half. */
final class BadFrame extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  BadFrame(String message) {
    super(message);
  }

  BadFrame(String message, Throwable cause) {
    super(message, cause);
  }
}

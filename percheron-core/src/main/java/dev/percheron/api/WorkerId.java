package dev.percheron.api;

/**
 * The identity of one run of a worker. It comes from a sequence of the store, so that a worker
 * which starts again – even under the same name on the same host – is a new one and cannot be
 * mistaken for the old.
 *
 * @param value a positive number, larger for later starts
 */
public record WorkerId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}

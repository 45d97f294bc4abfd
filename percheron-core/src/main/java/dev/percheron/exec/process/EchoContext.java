package dev.percheron.exec.process;

import dev.percheron.api.Attempt;
import dev.percheron.api.JobContext;
import dev.percheron.api.Progress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The context of a handler in a child: as everywhere, but that metadata is told at once, so that it
 * is there when the child dies.
 */
record EchoContext(JobContext inner, BiConsumer<String, String> echo) implements JobContext {
  @Override
  public Attempt attempt() {
    return inner.attempt();
  }

  @Override
  public Instant startedAt() {
    return inner.startedAt();
  }

  @Override
  public Optional<Instant> deadline() {
    return inner.deadline();
  }

  @Override
  public Map<String, String> metadata() {
    return inner.metadata();
  }

  @Override
  public void metadata(String key, String value) {
    inner.metadata(key, value);
    if (value.equals(inner.metadata().get(key))) { // else it came after the end and counts no more
      echo.accept(key, value);
    }
  }

  @Override
  public void progress(Progress progress) {
    inner.progress(progress);
  }

  @Override
  public void log(String line) {
    inner.log(line);
  }

  @Override
  public boolean isCancelled() {
    return inner.isCancelled();
  }

  @Override
  public void onCancel(Runnable action) {
    inner.onCancel(action);
  }
}

package dev.percheron.exec.process;

import dev.percheron.api.Failure;
import dev.percheron.api.JobContext;
import dev.percheron.api.Outcome;
import dev.percheron.exec.process.CommandSettings.Result;
import dev.percheron.json.PlainJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A command that runs, until what it has done is known. */
final class CommandRun implements Climb.Target {
  /** How long the output of a process that has ended is waited for. */
  private static final Duration LATE = Duration.ofSeconds(2);

  private final CommandSettings settings;
  private final CommandCall call;
  private final Process process;
  private final Hosting hosting;
  private final Capture out;
  private final Capture err;

  CommandRun(
      CommandSettings settings,
      CommandCall call,
      Process process,
      Hosting hosting,
      JobContext context) {
    this.settings = settings;
    this.call = call;
    this.process = process;
    this.hosting = hosting;
    hosting.begun(hosting.now());
    this.err = Capture.of(process.getErrorStream(), 0, context::log);
    this.out = captureOut(settings, process, context);
  }

  private static Capture captureOut(CommandSettings settings, Process process, JobContext context) {
    return settings.result() == Result.LOG
        ? Capture.of(process.getInputStream(), 0, context::log)
        : Capture.of(process.getInputStream(), settings.outputLimit(), line -> {});
  }

  String follow() throws InterruptedException {
    hosting.climb().target(this);
    Thread.ofPlatform().daemon().name("percheron-input").start(this::feed);
    try {
      return ended(process.waitFor());
    } catch (InterruptedException e) {
      Guard.instance().kill(process); // nobody waits for it any more
      throw e;
    }
  }

  /** On a thread of its own: a program that does not read would hold up whoever writes. */
  private void feed() {
    try (var in = process.getOutputStream()) {
      in.write(call.input().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // it has ended, or has closed its input: it does not want to know
    }
  }

  private String ended(int code) throws InterruptedException {
    Guard.instance().over(process); // what it left behind may hold its output open
    out.await(LATE);
    err.await(LATE);
    if (hosting.isStopping()) {
      hosting.climb().stacks(hosting.climb().stacks() + lastOutput());
    }
    var meaning = settings.exitCodes().of(code);
    if (meaning == ExitCodes.Meaning.SUCCESS) {
      return result();
    }
    hosting.verdict(ExitStory.ofCommand(code, meaning, lastOutput()));
    return "null";
  }

  private String result() {
    return switch (settings.result()) {
      case LOG -> "null";
      case TEXT -> complete() ? PlainJson.write(out.text()) : "null";
      case JSON -> complete() ? json(out.text()) : "null";
    };
  }

  private boolean complete() {
    if (out.isCut()) {
      fail(
          "percheron.Output",
          "the command printed more than the %d bytes that are kept of a result (option 'output-limit')"
              .formatted(settings.outputLimit()));
    }
    return !out.isCut();
  }

  private String json(String text) {
    try {
      return text.isBlank() ? "null" : PlainJson.write(PlainJson.read(text));
    } catch (IllegalArgumentException e) {
      fail("percheron.Output", "what the command printed cannot be its result: " + e.getMessage());
      return "null";
    }
  }

  private void fail(String type, String message) {
    hosting.verdict(new Outcome.Failed(Failure.of(type, message).withStack(lastOutput())));
  }

  private String lastOutput() {
    return "last output\n" + out.last() + "\nlast error output\n" + err.last() + "\n";
  }

  @Override
  public void token() {
    // a program has none
  }

  @Override
  public void request() {
    hosting.climb().stacks(Trees.shown("when it was asked to stop", process));
    Guard.instance().terminate(process);
  }

  @Override
  public void kill() {
    var before = hosting.climb().stacks();
    hosting.climb().stacks(before + Trees.shown("before the kill", process));
    Guard.instance().kill(process);
  }

  @Override
  public String look() {
    return Trees.shown("now", process);
  }
}

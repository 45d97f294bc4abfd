package dev.percheron.cli;

import dev.percheron.api.GiveUp;
import dev.percheron.api.Handler;
import dev.percheron.api.JobContext;
import java.util.concurrent.CountDownLatch;

/** Handlers that tests have run. */
final class Handlers {
  private Handlers() {}

  @Handler("test.greet")
  static String greet(String name) {
    JobContext.current().log("greeting " + name);
    return "Hello " + name;
  }

  @Handler("test.fail")
  static void fail(String why) {
    throw new GiveUp(why);
  }

  @Handler("test.endless")
  static void endless() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}

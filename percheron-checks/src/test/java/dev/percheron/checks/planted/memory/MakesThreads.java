package dev.percheron.checks.planted.memory;

import java.util.List;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/** Every way to a thread that nobody owns. */
final class MakesThreads {
  private static final class OwnThread extends Thread {}

  private void run() {}

  ThreadFactory byReference() {
    return Thread::new;
  }

  Thread byConstructor() {
    return new Thread(this::run);
  }

  Thread bySubclass() {
    return new OwnThread();
  }

  Thread byBuilder() {
    return Thread.ofVirtual().unstarted(this::run);
  }

  Thread byPlatformBuilder() {
    return Thread.ofPlatform().unstarted(this::run);
  }

  Thread byStart() {
    return Thread.startVirtualThread(this::run);
  }

  ExecutorService byExecutors() {
    return Executors.newCachedThreadPool();
  }

  ExecutorService byPool() {
    return new ForkJoinPool(1);
  }

  Timer byTimer() {
    return new Timer();
  }

  CompletableFuture<String> bySupply() {
    return CompletableFuture.supplyAsync(() -> "");
  }

  CompletableFuture<String> byStage(CompletableFuture<String> stage) {
    return stage.thenApplyAsync(String::strip);
  }

  Stream<String> byStream(List<String> list) {
    return list.parallelStream();
  }

  CompletableFuture<String> asAllowed(CompletableFuture<String> stage, Executor executor) {
    return stage.thenApplyAsync(String::strip, executor);
  }
}

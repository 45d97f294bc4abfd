package dev.percheron.checks.rooms;

import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** Rule 4: threads are made in few places, so that somebody owns each. */
final class ThreadRules {
  private static final Set<String> MAKERS =
      Set.of(
          "java.lang.Thread.ofPlatform",
          "java.lang.Thread.ofVirtual",
          "java.lang.Thread.startVirtualThread",
          "java.util.Collection.parallelStream",
          "java.util.concurrent.ForkJoinPool.commonPool",
          "java.util.concurrent.CompletableFuture.delayedExecutor",
          "java.util.concurrent.CompletableFuture.orTimeout",
          "java.util.concurrent.CompletableFuture.completeOnTimeout",
          "java.util.concurrent.StructuredTaskScope.open",
          "java.util.stream.BaseStream.parallel");

  private static final Set<String> POOLS =
      Set.of(
          "java.lang.Thread",
          "java.util.Timer",
          "java.util.concurrent.ThreadPoolExecutor",
          "java.util.concurrent.ScheduledThreadPoolExecutor",
          "java.util.concurrent.ForkJoinPool",
          "java.util.concurrent.SubmissionPublisher");

  private ThreadRules() {}

  static List<String> violations(House house, Allowed allowed) {
    return Calls.outside(allowed, house, ThreadRules::makesAThread);
  }

  private static boolean makesAThread(JavaCodeUnitAccess<?> access) {
    return makesByMethod(access)
        || isPool(access)
        || Calls.owner(access).equals("java.util.concurrent.Executors")
        || isAsyncOnTheCommonPool(access);
  }

  /** By name and by the class that declares the method, also when it is called on a subclass. */
  private static boolean makesByMethod(JavaCodeUnitAccess<?> access) {
    return MAKERS.stream()
        .filter(maker -> maker.endsWith("." + Calls.name(access)))
        .map(maker -> maker.substring(0, maker.lastIndexOf('.')))
        .anyMatch(access.getTargetOwner()::isAssignableTo);
  }

  private static boolean isPool(JavaCodeUnitAccess<?> access) {
    return Calls.isConstructor(access)
        && POOLS.stream().anyMatch(access.getTargetOwner()::isAssignableTo);
  }

  private static boolean isAsyncOnTheCommonPool(JavaCodeUnitAccess<?> access) {
    return access.getTargetOwner().isAssignableTo("java.util.concurrent.CompletionStage")
        && Calls.name(access).endsWith("Async")
        && !Calls.takes(access, Executor.class);
  }
}

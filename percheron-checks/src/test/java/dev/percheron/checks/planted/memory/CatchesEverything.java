package dev.percheron.checks.planted.memory;

/** Swallows what it does not know. */
final class CatchesEverything {
  private record Pair(String left, String right) {}

  String all(Runnable action) {
    try {
      action.run();
      return "";
    } catch (Throwable e) {
      return e.toString();
    }
  }

  String errors(Runnable action) {
    try {
      action.run();
      return "";
    } catch (IllegalStateException | Error e) {
      return e.toString();
    }
  }

  /** The compiler writes a catch of everything here; the rule must not mind. */
  String pattern(Object any) {
    return any instanceof Pair(var left, var right) ? left + right : "";
  }
}

package dev.percheron.api;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What went wrong, as neutral text: it can be stored, sent between JVMs and shown without loading
 * the exception's class, and it keeps no reference to anything the failed code touched.
 *
 * @param type the exception's class name, or a name of Percheron's own such as {@code
 *     percheron.TimeLimit}
 * @param message what it says, at most {@value #MAX_MESSAGE} characters; empty when it says nothing
 * @param stack the printed stack trace, at most {@value #MAX_STACK} characters; may be empty
 * @param causes the chain of causes, outermost first, without the failure itself
 * @param supertypes the class names above {@code type} up to {@code java.lang.Throwable}, nearest
 *     first, so that retry rules for a superclass still match
 */
public record Failure(
    String type, String message, String stack, List<Cause> causes, List<String> supertypes) {
  /** The longest message kept. */
  public static final int MAX_MESSAGE = 4_000;

  /** The longest stack trace kept. */
  public static final int MAX_STACK = 32_000;

  private static final int MAX_CAUSES = 20;

  /**
   * One link of the chain of causes.
   *
   * @param type the class name
   * @param message what it says
   */
  public record Cause(String type, String message) {}

  /** Cuts what is too long and copies the lists. */
  public Failure {
    message = cut(message, MAX_MESSAGE);
    stack = cut(stack, MAX_STACK);
    causes = List.copyOf(causes);
    supertypes = List.copyOf(supertypes);
  }

  /** A failure of Percheron's own, such as a passed time limit, without a stack. */
  public static Failure of(String type, String message) {
    return new Failure(type, message, "", List.of(), List.of());
  }

  /**
   * Describes {@code thrown}. Never throws, whatever the throwable's own methods do: a {@code
   * getMessage} that throws is described as that.
   */
  public static Failure of(Throwable thrown) {
    return new Failure(
        thrown.getClass().getName(),
        messageOf(thrown),
        stackOf(thrown),
        causesOf(thrown),
        supertypesOf(thrown));
  }

  /** The same failure with {@code text} as its stack. */
  public Failure withStack(String text) {
    return new Failure(type, message, text, causes, supertypes);
  }

  /** Whether it is of the class {@code name} or of one below it. */
  public boolean isA(String name) {
    return type.equals(name) || supertypes.contains(name);
  }

  /** Type and message in one line. */
  public String summary() {
    var line = message.isEmpty() ? type : type + ": " + message;
    return line.lines().findFirst().orElse(type);
  }

  private static String messageOf(Throwable thrown) {
    try {
      var message = thrown.getMessage();
      return message == null ? "" : message;
    } catch (Throwable e) { // user code: an exception's own methods may do anything
      return "(its getMessage threw " + e.getClass().getName() + ")";
    }
  }

  private static String stackOf(Throwable thrown) {
    try {
      var text = new StringWriter();
      thrown.printStackTrace(new PrintWriter(text));
      return text.toString();
    } catch (Throwable e) { // user code, as above; the frames themselves can still be had
      return framesOf(thrown);
    }
  }

  private static String framesOf(Throwable thrown) {
    var text = new StringBuilder(thrown.getClass().getName());
    for (var frame : thrown.getStackTrace()) {
      text.append("\n\tat ").append(frame);
    }
    return text.append('\n').toString();
  }

  private static List<Cause> causesOf(Throwable thrown) {
    var causes = new ArrayList<Cause>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    seen.add(thrown);
    for (var cause = causeOf(thrown);
        !cause.isEmpty() && causes.size() < MAX_CAUSES && seen.add(cause.getFirst());
        cause = causeOf(cause.getFirst())) {
      var next = cause.getFirst();
      causes.add(new Cause(next.getClass().getName(), cut(messageOf(next), MAX_MESSAGE)));
    }
    return causes;
  }

  private static List<Throwable> causeOf(Throwable thrown) {
    try {
      var cause = thrown.getCause();
      return cause == null ? List.of() : List.of(cause);
    } catch (Throwable e) { // user code, as above
      return List.of();
    }
  }

  private static List<String> supertypesOf(Throwable thrown) {
    var names = new ArrayList<String>();
    for (Class<?> type = thrown.getClass().getSuperclass();
        type != null && type != Object.class;
        type = type.getSuperclass()) {
      names.add(type.getName());
    }
    return names;
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}

package dev.percheron.exec.process;

import dev.percheron.api.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the jobs of a queue may run. Whoever may push to a queue is not always whoever may do
 * everything on the worker's machine, so a queue that says nothing is refused.
 */
sealed interface Permission {
  /** The queue's own command; its jobs add arguments. */
  record Fixed(List<String> vector) implements Permission {}

  /** Programs that its jobs choose from, written as the jobs must write them. */
  record OneOf(Set<String> programs) implements Permission {
    public OneOf {
      programs = Collections.unmodifiableSortedSet(new TreeSet<>(programs));
    }
  }

  /** Whatever its jobs name, with whatever environment. */
  record Anything() implements Permission {}

  /** The word that allows everything. */
  String ANY = "any";

  /**
   * Reads the options {@code command} and {@code allow}.
   *
   * @param vector of the queue; empty for none
   * @throws IllegalArgumentException when there are none or both
   */
  static Permission of(List<String> vector, String allow) {
    if (!vector.isEmpty() && !allow.isBlank()) {
      throw new IllegalArgumentException(
          "the options 'command' and 'allow' contradict each other: with 'command' the jobs only"
              + " add arguments; set one of them");
    } else if (!vector.isEmpty()) {
      return new Fixed(vector);
    } else if (allow.strip().equals(ANY)) {
      return new Anything();
    } else if (!allow.isBlank()) {
      return new OneOf(programs(allow));
    }
    throw new IllegalArgumentException(
        "it does not say what its jobs may run; set the option 'command' to the one program that"
            + " they give arguments to, or 'allow' to the programs that they choose from, such as"
            + " 'pdftotext,/usr/bin/convert', or, if everybody who may push may run everything as"
            + " the worker's user, 'allow' to 'any'");
  }

  private static Set<String> programs(String allow) {
    var programs = new TreeSet<String>();
    for (var program : allow.split(",", -1)) {
      programs.add(Names.checked("program", program.strip()));
    }
    if (programs.contains(ANY)) {
      throw new IllegalArgumentException(
          "option 'allow' is 'any' alone, or programs; a program of that name is written ./any or"
              + " with its whole path, was '%s'".formatted(Names.shown(allow)));
    }
    return programs;
  }

  /**
   * The vector that the arguments of a job follow.
   *
   * @param asked what the job brings itself; empty for nothing
   * @throws IllegalArgumentException when it may not, or nobody says what to run
   */
  default List<String> vector(List<String> asked) {
    return switch (this) {
      case Fixed(var own) -> fixed(own, asked);
      case OneOf(var programs) -> chosen(programs, named(asked));
      case Anything() -> named(asked);
    };
  }

  private static List<String> fixed(List<String> own, List<String> asked) {
    if (!asked.isEmpty()) {
      throw new IllegalArgumentException(
          "its queue says which command runs; the job may only give 'arguments'");
    }
    return own;
  }

  private static List<String> named(List<String> asked) {
    if (asked.isEmpty() || asked.getFirst().isBlank()) {
      throw new IllegalArgumentException(
          "neither the queue (option 'command') nor the job says what to run");
    }
    return asked;
  }

  private static List<String> chosen(Set<String> programs, List<String> asked) {
    if (!programs.contains(asked.getFirst())) {
      throw new IllegalArgumentException(
          "its queue does not allow the program '%s'; it allows, written exactly so: %s (option 'allow')"
              .formatted(Names.shown(asked.getFirst()), String.join(", ", programs)));
    }
    return new ArrayList<>(asked);
  }

  /** Whether a job may set the variable, given those that its queue names. */
  default boolean settable(String variable, Set<String> named) {
    return this instanceof Anything || named.contains(variable);
  }

  /** Whether every job of the queue depends on one program, so that without it none can run. */
  default boolean isFixed() {
    return this instanceof Fixed;
  }
}

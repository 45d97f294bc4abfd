package dev.percheron.handlers;

import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a handler takes and gives.
 *
 * @param name its stable name
 * @param origin the method, for people: class, name and parameter types
 * @param parameters what is bound from JSON, in order; without the {@code JobContext}
 * @param takesContext whether its first parameter is the {@code JobContext}
 * @param returns what it returns, a stage or future included
 */
public record HandlerSignature(
    String name, String origin, List<Parameter> parameters, boolean takesContext, Type returns) {

  /** Copies the list. */
  public HandlerSignature {
    parameters = List.copyOf(parameters);
  }

  /**
   * One parameter.
   *
   * @param name its name; {@code arg0} and so on when the class was compiled without {@code
   *     -parameters}
   * @param type its type, without type variables
   */
  public record Parameter(String name, Type type) {}

  /**
   * What the job's result is: the value that a stage or future completes with; {@code Void} for
   * none.
   */
  public Type result() {
    return Generics.awaited(returns);
  }

  /** The types of the parameters, in order. */
  public List<Type> types() {
    return parameters.stream().map(Parameter::type).toList();
  }

  /** Such as {@code emails.send(String to, List<String> lines)}. */
  public String shown() {
    return parameters.stream()
        .map(parameter -> Generics.shown(parameter.type()) + " " + parameter.name())
        .collect(Collectors.joining(", ", name + "(", ")"));
  }
}

package dev.percheron.handlers;

import dev.percheron.api.JobContext;
import dev.percheron.api.JobRefused;
import dev.percheron.api.MethodRef;
import dev.percheron.handlers.HandlerSignature.Parameter;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;

/** Reads what a lambda takes and gives from what the compiler knew of it. */
final class LambdaSignatures {
  private LambdaSignatures() {}

  /**
   * The signature of {@code lambda} under {@code name}.
   *
   * @throws IllegalArgumentException when it cannot be a handler; says why
   */
  static HandlerSignature of(String name, MethodRef lambda) {
    var form = formOf(name, lambda);
    refuseUnbound(name, form);
    var type = SerializedForms.instantiatedType(form, lambda.getClass());
    var takesContext = Signatures.takesContext(type.parameterArray());
    var parameters = new ArrayList<Parameter>();
    for (int i = takesContext ? 1 : 0; i < type.parameterCount(); i++) {
      parameters.add(
          new Parameter("arg" + parameters.size(), checked(name, i, type.parameterType(i))));
    }
    return new HandlerSignature(name, origin(form), parameters, takesContext, type.returnType());
  }

  private static SerializedLambda formOf(String name, MethodRef lambda) {
    try {
      return SerializedForms.of(lambda);
    } catch (JobRefused e) {
      throw new IllegalArgumentException(
          "cannot register the handler '%s': %s".formatted(name, e.getMessage()), e);
    }
  }

  private static void refuseUnbound(String name, SerializedLambda form) {
    boolean isInstance = form.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic;
    boolean isLambda = form.getImplMethodName().startsWith("lambda$");
    if (isInstance && !isLambda && form.getCapturedArgCount() == 0) {
      throw new IllegalArgumentException(
          "the handler '%s' needs an object to be called on; register it as object::%s"
              .formatted(name, form.getImplMethodName()));
    }
  }

  private static Class<?> checked(String name, int index, Class<?> type) {
    if (type == JobContext.class) {
      throw new IllegalArgumentException(
          "the handler '%s' has a JobContext as parameter %d; only the first parameter can be one"
              .formatted(name, index + 1));
    } else if (type.getTypeParameters().length > 0) {
      throw new IllegalArgumentException(
          "parameter %d of the handler '%s' is a generic %s, and a lambda does not tell of what;"
                  .formatted(index + 1, name, type.getSimpleName())
              + " take a record or an array, or write a method marked @Handler");
    }
    return type;
  }

  private static String origin(SerializedLambda form) {
    return "%s of %s"
        .formatted(
            form.getImplMethodName().startsWith("lambda$")
                ? "a lambda"
                : "the method " + form.getImplMethodName(),
            form.getImplClass().replace('/', '.'));
  }
}

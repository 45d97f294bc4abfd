package dev.percheron.handlers;

import dev.percheron.api.JobRefused;
import dev.percheron.api.MethodRef;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;

/** What the compiler wrote into a lambda or method reference. */
final class SerializedForms {
  private static final String OWN_MODULE = "dev.percheron.core";

  private SerializedForms() {}

  /**
   * The description of {@code ref}.
   *
   * @throws JobRefused when it has none, or a module hides it; says what to do
   */
  static SerializedLambda of(MethodRef ref) {
    var type = ref.getClass();
    try {
      if (opened(type.getDeclaredMethod("writeReplace"), type).invoke(ref)
          instanceof SerializedLambda lambda) {
        return lambda;
      }
      throw new JobRefused(isObject(type));
    } catch (NoSuchMethodException e) {
      throw new JobRefused(isObject(type), e);
    } catch (ReflectiveOperationException e) {
      throw new JobRefused("the method behind %s cannot be found: %s".formatted(type, e), e);
    }
  }

  /** The functional interface's types as the compiler knew them at the reference. */
  static MethodType instantiatedType(SerializedLambda lambda, Class<?> site) {
    return MethodType.fromMethodDescriptorString(
        lambda.getInstantiatedMethodType(), site.getClassLoader());
  }

  /** Loads a class, without initialising it, as the code at the reference sees it. */
  static Class<?> load(String internalName, Class<?> site) {
    var name = internalName.replace('/', '.');
    try {
      return Class.forName(name, false, site.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new JobRefused("the class %s of a pushed method is not there".formatted(name), e);
    }
  }

  private static Method opened(Method method, Class<?> site) {
    try {
      method.setAccessible(true);
      return method;
    } catch (InaccessibleObjectException e) {
      throw new JobRefused(
          "the module %s hides its method references in package %s; add to its module-info: %s"
              .formatted(site.getModule().getName(), site.getPackageName(), opens(site)),
          e);
    }
  }

  /** The line that a module needs so that Percheron may look into a class of it. */
  static String opens(Class<?> type) {
    return "opens %s to %s;".formatted(type.getPackageName(), OWN_MODULE);
  }

  private static String isObject(Class<?> type) {
    return "%s is not a method reference; write Class::method of a method marked @Handler"
        .formatted(type.getTypeName());
  }
}

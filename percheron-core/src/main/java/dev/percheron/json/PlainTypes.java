package dev.percheron.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serial;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * What annotations and signatures of an argument's class mean here: nothing that lets the text
 * choose a class, and every component of a record must be there.
 */
final class PlainTypes extends JacksonAnnotationIntrospector {
  @Serial private static final long serialVersionUID = 1L;

  private static final Set<Class<?>> OPTIONAL =
      Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated annotated) {
    refuseIf(super.findPolymorphicTypeInfo(config, annotated) != null, annotated);
    return null;
  }

  @Override
  public @Nullable Object findTypeResolverBuilder(MapperConfig<?> config, Annotated annotated) {
    refuseIf(super.findTypeResolverBuilder(config, annotated) != null, annotated);
    return null;
  }

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    return componentOf(member)
        .map(component -> !mayBeMissing(component))
        .orElseGet(() -> super.hasRequiredMarker(config, member));
  }

  private static void refuseIf(boolean polymorphic, Annotated annotated) {
    if (polymorphic) {
      throw new IllegalArgumentException(
          "%s asks for polymorphic typing (@JsonTypeInfo), which arguments and results do not have:"
                  .formatted(annotated.getName())
              + " text must not choose classes; use a record with a field that says which kind it"
              + " is");
    }
  }

  private static Optional<RecordComponent> componentOf(AnnotatedMember member) {
    if (member instanceof AnnotatedParameter parameter
        && parameter.getOwner() instanceof AnnotatedConstructor constructor
        && isCanonical(constructor)) {
      return Optional.of(
          constructor.getDeclaringClass().getRecordComponents()[parameter.getIndex()]);
    }
    return Optional.empty();
  }

  private static boolean isCanonical(AnnotatedConstructor constructor) {
    var declaring = constructor.getDeclaringClass();
    return declaring.isRecord()
        && Arrays.equals(
            Stream.of(declaring.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new),
            constructor.getAnnotated().getParameterTypes());
  }

  private static boolean mayBeMissing(RecordComponent component) {
    return OPTIONAL.contains(component.getType())
        || Stream.of(
                component.getAnnotatedType().getAnnotations(),
                component.getAnnotations(),
                component.getAccessor().getAnnotations())
            .flatMap(Stream::of)
            .anyMatch(PlainTypes::isNullable);
  }

  /** By simple name: JSpecify's, JetBrains', Spring's and others mean the same. */
  private static boolean isNullable(Annotation annotation) {
    return annotation.annotationType().getSimpleName().equals("Nullable");
  }
}

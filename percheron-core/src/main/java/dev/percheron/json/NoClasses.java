package dev.percheron.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Jackson would load the class that the text names. */
final class NoClasses extends StdScalarDeserializer<Class<?>> {
  NoClasses() {
    super(Class.class);
  }

  @Override
  public Class<?> deserialize(JsonParser parser, DeserializationContext context) {
    return context.reportInputMismatch(
        this, "a class is never read from text; pass its name as text");
  }
}

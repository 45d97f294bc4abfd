package dev.percheron.json;

import java.io.Serial;
import java.time.Year;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/**
 * Reads {@code java.time} from text alone: a number does not say whether it counts seconds or days.
 */
final class TimeAsText extends ValueDeserializerModifier {
  @Serial private static final long serialVersionUID = 1L;

  @Override
  public ValueDeserializer<?> modifyDeserializer(
      DeserializationConfig config,
      BeanDescription.Supplier description,
      ValueDeserializer<?> deserializer) {
    var type = description.getBeanClass();
    return type.getPackageName().equals("java.time") && type != Year.class
        ? new TextOnly(deserializer)
        : deserializer;
  }

  private static final class TextOnly extends DelegatingDeserializer {
    TextOnly(ValueDeserializer<?> deserializer) {
      super(deserializer);
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> other) {
      return new TextOnly(other);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return context.reportInputMismatch(this, "times are ISO-8601 text");
      }
      return super.deserialize(parser, context);
    }
  }
}

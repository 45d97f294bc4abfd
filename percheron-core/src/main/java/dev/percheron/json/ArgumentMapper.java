package dev.percheron.json;

import java.lang.reflect.Type;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * Jackson as arguments need it: every switch that matters here is set, so that a default that
 * changes in a later Jackson does not change what stored jobs mean.
 */
final class ArgumentMapper {
  private final JsonMapper mapper;

  ArgumentMapper() {
    var builder = JsonMapper.builder(JsonBounds.factory());
    shapeText(builder);
    refuseWhatDoesNotFit(builder);
    mapper = builder.annotationIntrospector(new PlainTypes()).addModule(strictReaders()).build();
  }

  ObjectWriter writer() {
    return mapper.writer();
  }

  ObjectReader reader(Type type) {
    return mapper.readerFor(mapper.constructType(type));
  }

  JsonParser parser(String json) {
    return new StrictParser(mapper.createParser(json));
  }

  private static SimpleModule strictReaders() {
    return new SimpleModule("percheron")
        .addDeserializer(Class.class, new NoClasses())
        .setDeserializerModifier(new TimeAsText());
  }

  private static void shapeText(JsonMapper.Builder builder) {
    builder
        .disable(
            DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
            DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
            DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
        .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(
            SerializationFeature.CLOSE_CLOSEABLE,
            SerializationFeature.WRITE_SELF_REFERENCES_AS_NULL)
        .enable(
            SerializationFeature.FAIL_ON_EMPTY_BEANS, SerializationFeature.FAIL_ON_SELF_REFERENCES);
  }

  private static void refuseWhatDoesNotFit(JsonMapper.Builder builder) {
    builder
        .enable(
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.WRAP_EXCEPTIONS)
        .disable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.ACCEPT_FLOAT_AS_INT,
            // Elements are read one by one out of an array, so something always follows.
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            // Which components may be missing is PlainTypes' business.
            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfigDefaults(ArgumentMapper::refuseEmpty)
        .withCoercionConfig(LogicalType.Textual, ArgumentMapper::refuseScalars)
        .withCoercionConfig(LogicalType.Float, ArgumentMapper::takeWholeNumbers);
  }

  private static void refuseEmpty(MutableCoercionConfig config) {
    config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    config.setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail);
  }

  private static void refuseScalars(MutableCoercionConfig config) {
    refuseEmpty(config);
    config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
    config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
    config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /** {@code 1} is a fine {@code double}: another program may well write it so. */
  private static void takeWholeNumbers(MutableCoercionConfig config) {
    refuseEmpty(config);
    config.setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert);
  }
}

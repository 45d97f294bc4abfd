package dev.percheron.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Refuses the numbers that Jackson's own parser bends: one too large for a {@code double} or {@code
 * float} would become infinite, and 128 to 255 would become a negative {@code byte}.
 */
final class StrictParser extends JsonParserDelegate {
  StrictParser(JsonParser parser) {
    super(parser);
  }

  @Override
  public double getDoubleValue() {
    double value = delegate.getDoubleValue();
    return Double.isFinite(value) ? value : refuse(double.class);
  }

  @Override
  public float getFloatValue() {
    float value = delegate.getFloatValue();
    return Float.isFinite(value) ? value : refuse(float.class);
  }

  @Override
  public byte getByteValue() {
    int value = delegate.getIntValue();
    return value == (byte) value ? (byte) value : refuse(byte.class);
  }

  private byte refuse(Class<?> type) {
    throw new InputCoercionException(
        this,
        "Numeric value (%s) out of range of %s".formatted(getString(), type),
        currentToken(),
        type);
  }
}

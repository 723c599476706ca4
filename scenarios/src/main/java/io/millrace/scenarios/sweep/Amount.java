package io.millrace.scenarios.sweep;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Duration;
import io.millrace.model.quantity.FlopRate;
import io.millrace.model.quantity.HourlyPrice;
import io.millrace.model.quantity.Power;
import io.millrace.model.quantity.Quantity;
import io.millrace.model.quantity.QuantityFormatException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Texts that are quantities, as numbers that can be compared. */
final class Amount {
  private static final List<Function<String, ? extends Quantity>> TYPES =
      List.of(
          Bytes::parse,
          Bandwidth::parse,
          FlopRate::parse,
          Power::parse,
          Duration::parse,
          HourlyPrice::parse);

  private Amount() {}

  /** The number in the base unit of its dimension; empty for what is no quantity. */
  static OptionalDouble of(String text) {
    for (Function<String, ? extends Quantity> type : TYPES) {
      try {
        return OptionalDouble.of(type.apply(text).inBaseUnit());
      } catch (QuantityFormatException e) {
        // It may be of another dimension.
      }
    }
    return OptionalDouble.empty();
  }
}

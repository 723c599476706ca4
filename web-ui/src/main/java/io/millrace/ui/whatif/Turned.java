package io.millrace.ui.whatif;

import io.millrace.planner.question.ChangedInputs;
import io.millrace.planner.question.Input;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Which knobs are turned how far, as it stands in an address: {@code
 * devices:256,networkBandwidth:2}.
 */
public final class Turned {
  /** The parameter of an address that it stands in. */
  public static final String PARAMETER = "whatif";

  /** As the scenario is. */
  public static final Turned NONE = new Turned(Map.of());

  private final Map<Knob, Double> values;

  private Turned(Map<Knob, Double> values) {
    EnumMap<Knob, Double> ordered = new EnumMap<>(Knob.class);
    ordered.putAll(values);
    this.values = Collections.unmodifiableMap(ordered);
  }

  /** Reads what stands in an address; what does not make sense there is left out. */
  public static Turned of(String text) {
    Turned turned = NONE;
    for (String part : text.split(",", -1)) {
      int infix = part.indexOf(':');
      Optional<Knob> knob = infix < 0 ? Optional.empty() : Knob.of(part.substring(0, infix));
      if (knob.isPresent()) {
        try {
          double value = Double.parseDouble(part.substring(infix + 1));
          if (knob.get().takes(value)) {
            turned = turned.with(knob.get(), Optional.of(value));
          }
        } catch (NumberFormatException e) {
          continue; // is left out
        }
      }
    }
    return turned;
  }

  /** What stands in an address; empty where nothing is turned. */
  public String text() {
    return values.entrySet().stream()
        .map(
            it ->
                it.getKey().key()
                    + ":"
                    + BigDecimal.valueOf(it.getValue()).stripTrailingZeros().toPlainString())
        .collect(Collectors.joining(","));
  }

  /** Whether nothing is turned. */
  public boolean isNone() {
    return values.isEmpty();
  }

  Optional<Double> at(Knob knob) {
    return Optional.ofNullable(values.get(knob));
  }

  /** The same with a knob elsewhere, or where it usually stands. */
  Turned with(Knob knob, Optional<Double> value) {
    EnumMap<Knob, Double> other = new EnumMap<>(Knob.class);
    other.putAll(values);
    value.ifPresentOrElse(it -> other.put(knob, it), () -> other.remove(knob));
    return new Turned(other);
  }

  ChangedInputs changed() {
    EnumMap<Input, Double> factors = new EnumMap<>(Input.class);
    values.forEach((knob, value) -> knob.input().ifPresent(it -> factors.put(it, value)));
    return new ChangedInputs(
        whole(Knob.DEVICES), whole(Knob.GLOBAL_BATCH), whole(Knob.SEQUENCE), factors);
  }

  private OptionalInt whole(Knob knob) {
    Double value = values.get(knob);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value.intValue());
  }
}

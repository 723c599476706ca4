package io.millrace.planner.question;

import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.Training;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What somebody turns to see what becomes of an answer.
 *
 * @param devices of the cluster; absent: as many as there are
 * @param globalBatch sequences of an iteration; absent: as it is
 * @param sequence tokens of a sequence; absent: as it is
 * @param factors by which other inputs are multiplied; those that are left out stay
 */
public record ChangedInputs(
    OptionalInt devices,
    OptionalInt globalBatch,
    OptionalInt sequence,
    Map<Input, Double> factors) {
  /** As it is. */
  public static final ChangedInputs NONE =
      new ChangedInputs(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Map.of());

  /** Copies the factors and checks that they are positive. */
  public ChangedInputs {
    EnumMap<Input, Double> ordered = new EnumMap<>(Input.class);
    ordered.putAll(factors);
    ordered.forEach(
        (input, factor) -> {
          if (!(factor > 0) || factor.isInfinite() || input.stepped()) {
            throw new IllegalArgumentException(
                "%s cannot be multiplied by %s".formatted(input.key(), factor));
          }
        });
    factors = Collections.unmodifiableMap(ordered);
  }

  /** A situation with these inputs; empty if nobody says what one of them is there. */
  Optional<Situation> in(Situation situation) {
    Scenario scenario = situation.scenario();
    Training workload = scenario.workload();
    int own = scenario.cluster().devices();
    Scenario on =
        devices.orElse(own) == own
            ? scenario
            : scenario.with(devices.getAsInt(), workload.precision());
    Training work =
        workload
            .withGlobalBatch(globalBatch.orElse(workload.globalBatch()))
            .withSequence(sequence.orElse(workload.sequence()));
    Optional<Situation> there =
        Optional.of(situation.with(work.equals(workload) ? on : on.with(work)));
    for (Map.Entry<Input, Double> each : factors.entrySet()) {
      there = there.flatMap(it -> each.getKey().multiplied(it, each.getValue()));
    }
    return there;
  }
}

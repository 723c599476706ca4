package io.millrace.simulator.lowering.training;

import io.millrace.model.report.MemoryUse;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.lowering.training.closedform.Method;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a plan takes, found without simulating its iteration event by event.
 *
 * @param seconds of an iteration
 * @param breakdown where they go on the stage that the others wait for; the parts add up to the
 *     iteration
 * @param bottleneck that stage
 * @param draw mean share of its design power that a device draws
 * @param memory what each stage keeps at its fullest
 * @param method how the time of the pipeline was found
 * @param approximations why it may differ from the simulation by more than one percent; usually
 *     none
 */
public record Estimate(
    double seconds,
    Map<TimePart, Double> breakdown,
    int bottleneck,
    double draw,
    List<MemoryUse> memory,
    Method method,
    Set<Approximation> approximations) {

  /** Copies the collections. */
  public Estimate {
    breakdown = Collections.unmodifiableMap(new EnumMap<>(breakdown));
    memory = List.copyOf(memory);
    approximations = Set.copyOf(approximations);
  }

  /** Whether the estimate is in the domain in which it agrees with the simulation to 1 %. */
  public boolean exact() {
    return approximations.isEmpty();
  }

  /** Whether every stage fits into its device's memory. */
  public boolean fits() {
    return memory.stream().allMatch(MemoryUse::fits);
  }
}

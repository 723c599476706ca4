package io.millrace.model.report;

import io.millrace.model.input.Assumption;
import io.millrace.model.scenario.Measured;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a simulated training run would be like.
 *
 * @param scenario the scenario's name
 * @param plan the plan's label
 * @param devices how many devices take part
 * @param feasible whether it runs at all
 * @param reasons why not: what does not fit and by how much
 * @param iterationTime seconds per iteration
 * @param breakdown seconds of the bottleneck stage by what they are spent on; adds up to the
 *     iteration time's value
 * @param bottleneckStage the pipeline stage that the breakdown is of
 * @param modelFlopsUtilization share of the device's dense peak that the model's arithmetic makes
 *     up: products forward and twice that backward, attention over the full square of the sequence,
 *     no recomputation (the convention of PaLM, arXiv 2204.02311, appendix B)
 * @param hardwareFlopsUtilization the same with recomputation counted (2205.05198, section 6.3)
 * @param modelTflopsPerDevice the model's arithmetic per device in TFLOP/s
 * @param tokensPerSecond of the whole cluster
 * @param memory by stage
 * @param hostMemory of the stage that leaves most in its host's memory; absent where none does
 * @param energy joules per iteration of all devices; absent where the power is not published
 * @param costPerMillionTokens US dollars per million tokens; absent where no price is given
 * @param published what somebody measured or claimed
 * @param contributions what the ranges hang on, the largest first; empty where no range was asked
 *     for
 * @param assumptions what was chosen because the scenario does not say
 * @param provenance what made this
 */
public record SimulationReport(
    String scenario,
    String plan,
    int devices,
    boolean feasible,
    List<String> reasons,
    Figure iterationTime,
    Map<TimePart, Double> breakdown,
    int bottleneckStage,
    double modelFlopsUtilization,
    double hardwareFlopsUtilization,
    Figure modelTflopsPerDevice,
    Figure tokensPerSecond,
    List<MemoryUse> memory,
    Optional<MemoryUse> hostMemory,
    Optional<Figure> energy,
    Optional<Figure> costPerMillionTokens,
    Optional<Measured> published,
    List<Contribution> contributions,
    List<Assumption> assumptions,
    Provenance provenance) {

  /** Copies collections. */
  public SimulationReport {
    reasons = List.copyOf(reasons);
    memory = List.copyOf(memory);
    contributions = List.copyOf(contributions);
    assumptions = List.copyOf(assumptions);
    EnumMap<TimePart, Double> ordered = new EnumMap<>(TimePart.class);
    ordered.putAll(breakdown);
    breakdown = Collections.unmodifiableMap(ordered);
  }

  /** The model's share of the peak with the range of the iteration time; unit {@code 1}. */
  public Figure modelFlopsUtilizationFigure() {
    return utilization(modelFlopsUtilization);
  }

  /** The hardware's share of the peak with the range of the iteration time; unit {@code 1}. */
  public Figure hardwareFlopsUtilizationFigure() {
    return utilization(hardwareFlopsUtilization);
  }

  /** Every figure that somebody published, beside the prediction. */
  public List<Comparison> comparisons() {
    return published.map(it -> Comparison.of(this, it)).orElse(List.of());
  }

  private Figure utilization(double value) {
    double least = iterationTime.value() / iterationTime.high();
    double most = iterationTime.value() / iterationTime.low();
    return new Figure(value, value * least, value * most, "1");
  }

  /**
   * What made a result, so that it can be made again.
   *
   * @param tool the tool and its version
   * @param seed of the scenario
   * @param calibration where the cost parameters come from
   * @param events how many events the simulation took
   */
  public record Provenance(String tool, long seed, List<String> calibration, long events) {

    /** Copies the list. */
    public Provenance {
      calibration = List.copyOf(calibration);
    }
  }
}

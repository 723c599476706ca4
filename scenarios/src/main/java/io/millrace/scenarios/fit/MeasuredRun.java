package io.millrace.scenarios.fit;

import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.Simulator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A measured iteration that a fit can use.
 *
 * @param id its name
 * @param family the group that is left out together
 * @param scenario the configuration
 * @param plan its plan
 * @param seconds what was measured
 */
public record MeasuredRun(
    String id, String family, Scenario scenario, TrainingPlan plan, double seconds) {

  /** The cases that have a plan and a measured time and that no newer measurement replaces. */
  public static List<MeasuredRun> of(List<MeasuredCase> cases) {
    return cases.stream()
        .filter(it -> !it.superseded())
        .map(MeasuredRun::of)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<MeasuredRun> of(MeasuredCase measured) {
    return measured
        .scenario()
        .filter(it -> it.plan().isPresent() && seconds(it).isPresent())
        .map(
            it ->
                new MeasuredRun(
                    measured.id(),
                    measured.family(),
                    it,
                    it.plan().orElseThrow(),
                    seconds(it).orElseThrow()));
  }

  private static OptionalDouble seconds(Scenario scenario) {
    return scenario.published().map(it -> it.iterationSeconds()).orElse(OptionalDouble.empty());
  }

  /** Logarithm of predicted over measured. */
  double logError(Simulator simulator) {
    double predicted = simulator.simulate(scenario, plan, false).report().iterationTime().value();
    return Math.log(predicted / seconds);
  }
}

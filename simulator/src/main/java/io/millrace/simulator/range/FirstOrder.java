package io.millrace.simulator.range;

import io.millrace.model.parameter.Parameter;
import io.millrace.model.report.Contribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Moves each parameter by part of its spread and adds up the squares of what the time does. All
 * effects are estimated first, then those that matter are simulated.
 */
final class FirstOrder implements RangeMethod {
  /** Spreads by which a parameter is moved: small against its spread, large against rounding. */
  private static final double STEP = 0.5;

  /** Effects below this part of a per cent are not worth telling. */
  private static final double LEAST = 1e-5;

  /**
   * Part of the variance from which on an effect is simulated: what matters less need not be known
   * better than nearly.
   */
  private static final double MATTERS = 0.02;

  @Override
  public Range of(Response response) {
    List<Parameter> parameters = response.parameters();
    double here = response.seconds(List.of());
    double[] effects =
        IntStream.range(0, parameters.size())
            .parallel()
            .mapToDouble(i -> effect(parameters.get(i), here, response::secondsNear))
            .toArray();
    double estimate = variance(response, effects);
    IntStream.range(0, effects.length)
        .parallel()
        .filter(i -> effects[i] * effects[i] > MATTERS * estimate)
        .forEach(i -> effects[i] = effect(parameters.get(i), here, it -> simulated(response, it)));
    double variance = variance(response, effects);
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < effects.length; i++) {
      if (Math.abs(effects[i]) > LEAST) {
        contributions.add(
            new Contribution(parameters.get(i), effects[i], effects[i] * effects[i] / variance));
      }
    }
    contributions.sort(
        Comparator.comparingDouble((Contribution it) -> -it.share())
            .thenComparing(it -> it.parameter().path()));
    return Range.logNormal(variance, contributions);
  }

  private static double simulated(Response response, Parameter changed) {
    return response.seconds(List.of(changed));
  }

  private static double variance(Response response, double[] effects) {
    double variance = response.structuralError() * response.structuralError();
    for (double effect : effects) {
      variance += effect * effect;
    }
    return variance;
  }

  /** Change of the logarithm of the time for one spread. A share near one can only be lowered. */
  private static double effect(
      Parameter parameter, double here, ToDoubleFunction<Parameter> seconds) {
    boolean atItsEnd = parameter.moved(STEP).equals(parameter.moved(2 * STEP));
    double step = atItsEnd ? -STEP : STEP;
    double there = seconds.applyAsDouble(parameter.moved(step));
    return Math.log(there / here) / step;
  }
}

package io.millrace.scenarios.fit;

import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds how predictions answer to parameters by difference quotients: each run is simulated once at
 * a point and once for each parameter that it depends on.
 */
final class Linearizer {
  /** Step of the quotients, in spreads: large against rounding, small against curvature. */
  private static final double STEP = 0.25;

  private final Calibration unfitted;
  private final List<MeasuredRun> runs;
  private final List<Parameter> priors;

  /** For each parameter, the runs that can depend on it; fewer once some turned out not to. */
  private final List<int[]> dependants;

  /**
   * Looks up what depends on what.
   *
   * @param unfitted has the priors
   * @param runs all of which can be predicted
   */
  Linearizer(Calibration unfitted, List<MeasuredRun> runs) {
    this.unfitted = unfitted;
    this.runs = List.copyOf(runs);
    Map<Parameter, List<Integer>> users = new LinkedHashMap<>();
    for (int run = 0; run < this.runs.size(); run++) {
      for (Parameter parameter : unfitted.parametersOf(this.runs.get(run).scenario())) {
        if (parameter.spread() > 0) {
          users.computeIfAbsent(parameter, it -> new ArrayList<>()).add(run);
        }
      }
    }
    this.priors = List.copyOf(users.keySet());
    this.dependants =
        users.values().stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .collect(Collectors.toCollection(ArrayList::new));
  }

  /** The parameters that any run depends on. */
  List<Parameter> priors() {
    return priors;
  }

  /**
   * Linearizes around positions. What did not matter to a run the first time is not tried again: a
   * run uses a kernel or a link, or it does not.
   *
   * @param progress gets the number of parameters done
   */
  Linearization at(double[] point, IntConsumer progress) {
    Calibration here = unfitted.with(Positions.moved(priors, point));
    double[] errors = logErrors(IntStream.range(0, runs.size()).toArray(), here);
    double[][] derivatives = new double[runs.size()][priors.size()];
    for (int i = 0; i < priors.size(); i++) {
      Parameter prior = priors.get(i);
      double step = point[i] + STEP <= Positions.highest(prior) ? STEP : -STEP;
      int[] depending = dependants.get(i);
      double[] changed = logErrors(depending, here.with(List.of(prior.moved(point[i] + step))));
      for (int j = 0; j < depending.length; j++) {
        derivatives[depending[j]][i] = (changed[j] - errors[depending[j]]) / step;
      }
      int parameter = i;
      dependants.set(
          i, IntStream.of(depending).filter(run -> derivatives[run][parameter] != 0).toArray());
      progress.accept(i + 1);
    }
    return new Linearization(runs, priors, point, errors, derivatives);
  }

  private double[] logErrors(int[] which, Calibration calibration) {
    Simulator simulator = Simulator.with(calibration, RangeMethod.none());
    return IntStream.of(which)
        .parallel()
        .mapToDouble(run -> runs.get(run).logError(simulator))
        .toArray();
  }
}

package io.millrace.scenarios.fit;

import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * How the predictions of some runs answer to parameters, around one point.
 *
 * @param runs the runs
 * @param priors the parameters that any of them depends on
 * @param point where each parameter is, in spreads from its prior
 * @param logErrors of each run at that point: logarithm of predicted over measured
 * @param derivatives of each run's logarithm by each parameter's position
 */
public record Linearization(
    List<MeasuredRun> runs,
    List<Parameter> priors,
    double[] point,
    double[] logErrors,
    double[][] derivatives) {
  /** Step of the difference quotients, in spreads. */
  private static final double STEP = 0.25;

  /**
   * Simulates each run once at the point and once for each parameter that it depends on.
   *
   * @param unfitted has the priors
   * @param at positions by path, in spreads; those that are absent are zero
   * @param progress gets the number of parameters done
   */
  public static Linearization of(
      List<MeasuredRun> runs, Calibration unfitted, Map<String, Double> at, IntConsumer progress) {
    Map<String, Parameter> known = new LinkedHashMap<>();
    unfitted.parameters().forEach(it -> known.put(it.path(), it));
    Map<String, List<Integer>> users = new LinkedHashMap<>();
    for (int run = 0; run < runs.size(); run++) {
      for (Parameter parameter : unfitted.parametersOf(runs.get(run).scenario())) {
        users.computeIfAbsent(parameter.path(), it -> new ArrayList<>()).add(run);
      }
    }
    List<Parameter> priors = users.keySet().stream().map(known::get).toList();
    double[] point = priors.stream().mapToDouble(it -> at.getOrDefault(it.path(), 0.0)).toArray();
    Calibration here = unfitted.with(moved(priors, point));
    double[] errors = logErrors(runs, IntStream.range(0, runs.size()).toArray(), here);
    double[][] derivatives = new double[runs.size()][priors.size()];
    for (int i = 0; i < priors.size(); i++) {
      int[] using = users.get(priors.get(i).path()).stream().mapToInt(Integer::intValue).toArray();
      Parameter prior = priors.get(i);
      double forward = prior.moved(point[i] + STEP).value();
      double step = forward == prior.moved(point[i]).value() ? -STEP : STEP;
      Calibration there = here.with(List.of(prior.moved(point[i] + step)));
      double[] changed = logErrors(runs, using, there);
      for (int j = 0; j < using.length; j++) {
        derivatives[using[j]][i] = (changed[j] - errors[using[j]]) / step;
      }
      progress.accept(i + 1);
    }
    return new Linearization(runs, priors, point, errors, derivatives);
  }

  private static double[] logErrors(List<MeasuredRun> runs, int[] which, Calibration calibration) {
    Simulator simulator = Simulator.with(calibration);
    return IntStream.of(which)
        .parallel()
        .mapToDouble(i -> runs.get(i).logError(simulator))
        .toArray();
  }

  /** The parameters at positions in spreads from their priors. */
  static List<Parameter> moved(List<Parameter> priors, double[] positions) {
    return IntStream.range(0, priors.size())
        .mapToObj(i -> priors.get(i).moved(positions[i]))
        .toList();
  }

  /** The log error of a run at other positions, to first order. */
  double logError(int run, double[] positions) {
    double error = logErrors[run];
    for (int i = 0; i < positions.length; i++) {
      error += derivatives[run][i] * (positions[i] - point[i]);
    }
    return error;
  }
}

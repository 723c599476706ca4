package io.millrace.scenarios.fit;

import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.Range;
import io.millrace.simulator.range.RangeMethod;
import io.millrace.simulator.range.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Finds how predictions answer to parameters by difference quotients: each run is simulated once at
 * a point and once for each parameter that it depends on.
 */
final class Linearizer {
  /** Step of the quotients, in spreads: large against rounding, small against curvature. */
  private static final double STEP = 0.25;

  private final Calibration start;
  private final List<MeasuredRun> runs;

  /** The parameters that any run can depend on, and where each is in the list. */
  private final List<Parameter> priors;

  private final Map<String, Integer> indices = new LinkedHashMap<>();

  /**
   * Looks up what the runs depend on.
   *
   * @param start has the priors
   * @param runs all of which can be predicted
   */
  Linearizer(Calibration start, List<MeasuredRun> runs) {
    this.start = start;
    this.runs = List.copyOf(runs);
    this.priors =
        runs.stream()
            .flatMap(run -> start.parametersOf(run.scenario()).stream())
            .filter(it -> it.spread() > 0)
            .distinct()
            .toList();
    for (Parameter prior : priors) {
      indices.put(prior.path(), indices.size());
    }
  }

  List<MeasuredRun> runs() {
    return runs;
  }

  List<Parameter> priors() {
    return priors;
  }

  /**
   * Linearizes around positions.
   *
   * @param progress gets the number of runs done, from any thread
   */
  Linearization at(double[] point, IntConsumer progress) {
    Calibration here = start.with(Positions.moved(priors, point));
    double[] errors = new double[runs.size()];
    double[][] derivatives = new double[runs.size()][priors.size()];
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, runs.size())
        .parallel()
        .forEach(
            run -> {
              RangeMethod method = response -> differentiate(response, point, derivatives[run]);
              errors[run] = runs.get(run).logError(Simulator.with(here, method));
              progress.accept(done.incrementAndGet());
            });
    return new Linearization(runs, priors, point, errors, derivatives);
  }

  private Range differentiate(Response response, double[] point, double[] derivatives) {
    double seconds = response.seconds(List.of());
    for (Parameter parameter : response.parameters()) {
      Integer index = indices.get(parameter.path());
      if (index != null) {
        Parameter prior = priors.get(index);
        double step = point[index] + STEP <= Positions.highest(prior) ? STEP : -STEP;
        double there = response.seconds(List.of(prior.moved(point[index] + step)));
        derivatives[index] = Math.log(there / seconds) / step;
      }
    }
    return Range.NONE;
  }
}

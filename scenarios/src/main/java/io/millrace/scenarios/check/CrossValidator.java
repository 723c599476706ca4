package io.millrace.scenarios.check;

import io.millrace.model.measurement.MeasuredCase;
import io.millrace.scenarios.fit.MeasuredRun;
import io.millrace.scenarios.fit.Posterior;
import io.millrace.scenarios.fit.TrainingFit;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Fits to measured cases with and without each of some families, and predicts what was left out.
 * The fits share their linearizations, so that one more family costs its predictions only.
 */
public final class CrossValidator {
  private final Calibration unfitted;
  private final CheckResult withPriors;
  private final List<MeasuredCase> cases;
  private final TrainingFit fit;

  private CrossValidator(Calibration unfitted, CheckResult withPriors) {
    this.unfitted = unfitted;
    this.withPriors = withPriors;
    this.cases =
        withPriors.scored(Metric.ITERATION_TIME).stream()
            .map(CaseResult.Predicted::source)
            .toList();
    this.fit = new TrainingFit(unfitted, MeasuredRun.of(cases));
  }

  /** Predicts all cases once, with the priors; those that can be scored take part. */
  public static CrossValidator of(
      Calibration unfitted, List<MeasuredCase> cases, IntConsumer progress) {
    List<MeasuredCase> scored = cases.stream().filter(it -> !it.superseded()).toList();
    Simulator simulator = Simulator.with(unfitted, RangeMethod.none());
    return new CrossValidator(unfitted, new MeasurementCheck(simulator).run(scored, progress));
  }

  /** How many steps a run reports. */
  public int steps(int rounds) {
    return fit.steps(rounds);
  }

  /**
   * Fits and predicts.
   *
   * @param rounds linearizations of the fit
   * @param families those to leave out, one at a time
   * @param progress gets the number of steps done
   */
  public CrossValidation run(int rounds, Set<String> families, IntConsumer progress) {
    TrainingFit.Solved solved = fit.run(rounds, progress);
    Posterior all = solved.posterior();
    CheckResult inSample = check(cases, family -> all);
    Map<String, Posterior> others = new LinkedHashMap<>();
    families.forEach(family -> others.put(family, solved.without(family)));
    List<MeasuredCase> left = cases.stream().filter(it -> families.contains(it.family())).toList();
    CheckResult leftOut = check(left, family -> others.getOrDefault(family, all));
    return new CrossValidation(withPriors, inSample, leftOut, all.parameters());
  }

  private CheckResult check(List<MeasuredCase> some, Function<String, Posterior> posteriors) {
    Map<Posterior, Calibration> calibrations = new LinkedHashMap<>();
    for (MeasuredCase it : some) {
      calibrations.computeIfAbsent(
          posteriors.apply(it.family()), posterior -> unfitted.with(posterior.informed()));
    }
    return new MeasurementCheck(
            measured -> {
              Posterior posterior = posteriors.apply(measured.family());
              return Simulator.with(
                  calibrations.getOrDefault(posterior, unfitted),
                  response -> posterior.range(measured, response.structuralError()));
            })
        .run(some, done -> {});
  }
}

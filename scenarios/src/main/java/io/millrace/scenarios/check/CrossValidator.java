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
  private final Calibration start;
  private final CheckResult before;
  private final List<MeasuredCase> cases;
  private final TrainingFit fit;

  private CrossValidator(Calibration start, CheckResult before) {
    this.start = start;
    this.before = before;
    this.cases =
        before.scored(Metric.ITERATION_TIME).stream().map(CaseResult.Predicted::source).toList();
    this.fit = new TrainingFit(start, MeasuredRun.of(cases));
  }

  /** Predicts all cases once, with what the fit starts from; those that can be scored take part. */
  public static CrossValidator of(
      Calibration start, List<MeasuredCase> cases, IntConsumer progress) {
    List<MeasuredCase> scored =
        cases.stream().filter(it -> !it.superseded() && it.postTraining().isEmpty()).toList();
    Simulator simulator = Simulator.with(start, RangeMethod.none());
    return new CrossValidator(start, new MeasurementCheck(simulator).run(scored, progress));
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
    if (cases.isEmpty()) {
      CheckResult none = new CheckResult(List.of());
      return new CrossValidation(before, none, none, List.of());
    }
    TrainingFit.Solved solved = fit.run(rounds, progress);
    Posterior all = solved.posterior();
    CheckResult inSample = check(cases, family -> all);
    Map<String, Posterior> others = new LinkedHashMap<>();
    families.forEach(family -> others.put(family, solved.without(family)));
    List<MeasuredCase> left = cases.stream().filter(it -> families.contains(it.family())).toList();
    CheckResult leftOut = check(left, family -> others.getOrDefault(family, all));
    return new CrossValidation(before, inSample, leftOut, all.parameters());
  }

  private CheckResult check(List<MeasuredCase> some, Function<String, Posterior> posteriors) {
    Map<Posterior, Calibration> calibrations = new LinkedHashMap<>();
    for (MeasuredCase it : some) {
      calibrations.computeIfAbsent(
          posteriors.apply(it.family()), posterior -> start.with(posterior.informed()));
    }
    return new MeasurementCheck(
            measured -> {
              Posterior posterior = posteriors.apply(measured.family());
              return Simulator.with(
                  calibrations.getOrDefault(posterior, start),
                  response -> posterior.range(measured, response.structuralError()));
            })
        .run(some, done -> {});
  }
}

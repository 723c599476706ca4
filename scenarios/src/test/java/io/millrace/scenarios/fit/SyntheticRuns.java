package io.millrace.scenarios.fit;

import io.millrace.model.parameter.Parameter;
import io.millrace.scenarios.SampleCases;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Runs whose log errors are linear in a few parameters, so that the truth is known. */
final class SyntheticRuns {
  private final List<Parameter> priors;
  private final List<MeasuredRun> runs;
  private final double[][] derivatives;
  private final double[] logErrors;

  private SyntheticRuns(
      List<Parameter> priors, List<MeasuredRun> runs, double[][] derivatives, double[] logErrors) {
    this.priors = priors;
    this.runs = runs;
    this.derivatives = derivatives;
    this.logErrors = logErrors;
  }

  /**
   * Runs that hang on parameters at random, in three families.
   *
   * @param truth the positions where every prediction is right
   */
  static SyntheticRuns of(int count, double[] truth, long seed) {
    Random random = new Random(seed);
    double[][] derivatives = new double[count][truth.length];
    double[] logErrors = new double[count];
    for (int run = 0; run < count; run++) {
      for (int i = 0; i < truth.length; i++) {
        derivatives[run][i] = 0.1 * random.nextDouble();
        logErrors[run] -= derivatives[run][i] * truth[i];
      }
    }
    return of(derivatives, logErrors);
  }

  static SyntheticRuns of(double[][] derivatives, double[] logErrors) {
    List<String> texts = new ArrayList<>();
    for (int run = 0; run < logErrors.length; run++) {
      texts.add(SampleCases.text("run-" + run, "family-" + run % 3, 16, 1));
    }
    List<Parameter> priors =
        IntStream.range(0, derivatives[0].length)
            .mapToObj(i -> new Parameter("kernels.some.number" + i, 3 + i, 0.1, ""))
            .toList();
    return new SyntheticRuns(
        priors, MeasuredRun.of(SampleCases.read(SampleCases.file(texts))), derivatives, logErrors);
  }

  SyntheticRuns withPriors(List<Parameter> others) {
    return new SyntheticRuns(others, runs, derivatives, logErrors);
  }

  /** The same but for the errors of some runs, which are changed by a logarithm. */
  SyntheticRuns withError(String family, double added) {
    double[] changed = logErrors.clone();
    for (int run = 0; run < changed.length; run++) {
      changed[run] += runs.get(run).family().equals(family) ? added : 0;
    }
    return new SyntheticRuns(priors, runs, derivatives, changed);
  }

  SyntheticRuns withError(int run, double error) {
    double[] changed = logErrors.clone();
    changed[run] = error;
    return new SyntheticRuns(priors, runs, derivatives, changed);
  }

  Linearization linearization() {
    return new Linearization(runs, priors, new double[priors.size()], logErrors, derivatives);
  }

  TrainingFit.Solved solved() {
    return new TrainingFit.Solved(linearization());
  }
}

package io.millrace.scenarios.fit;

import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** Fits parameters to measured runs: a few linearizations, each solved robustly. */
public final class TrainingFit {
  private final Calibration unfitted;
  private final List<MeasuredRun> runs;

  /** Fits the parameters of a calibration, whose values are the priors. */
  public TrainingFit(Calibration unfitted, List<MeasuredRun> runs) {
    this.unfitted = unfitted;
    this.runs = List.copyOf(runs);
  }

  /**
   * What a fit gives.
   *
   * @param lines the last linearization
   * @param parameters at their fitted values, with the spreads that are left
   */
  public record Result(Linearization lines, List<Parameter> parameters) {}

  /**
   * Fits.
   *
   * @param rounds linearizations
   * @param progress gets the number of parameters whose influence was computed, over all rounds
   */
  public Result run(int rounds, IntConsumer progress) {
    Map<String, Double> at = new HashMap<>();
    Linearization lines = Linearization.of(runs, unfitted, at, progress);
    for (int round = 1; ; round++) {
      double[] positions = new RobustSolver(lines, run -> true).positions();
      List<Parameter> priors = lines.priors();
      for (int i = 0; i < priors.size(); i++) {
        at.put(priors.get(i).path(), positions[i]);
      }
      if (round == rounds) {
        return new Result(lines, posterior(lines, positions));
      }
      int done = round * priors.size();
      lines = Linearization.of(runs, unfitted, at, it -> progress.accept(done + it));
    }
  }

  private static List<Parameter> posterior(Linearization lines, double[] positions) {
    RealMatrix information = new RobustSolver(lines, run -> true).information(positions);
    RealMatrix covariance = new CholeskyDecomposition(information).getSolver().getInverse();
    List<Parameter> fitted = new ArrayList<>();
    for (int i = 0; i < positions.length; i++) {
      Parameter prior = lines.priors().get(i);
      double left = Math.sqrt(covariance.getEntry(i, i));
      fitted.add(prior.moved(positions[i]).withSpread(prior.spread() * left));
    }
    return fitted;
  }
}

package io.millrace.planner.question;

import io.millrace.model.parameter.Parameter;
import io.millrace.model.report.Sensitivity.Draws;
import io.millrace.model.report.Sensitivity.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Draws all uncertain parameters at once and prices the best plans under each draw: how often the
 * winner wins. What the model leaves out is drawn too, but alike for all plans of a draw: they run
 * the same model on the same machine, so it widens the range and decides no comparison.
 */
record ParameterDraws(Asked asked, List<Situation> situations, List<Candidate> plans) {
  private static final String GENERATOR = "L64X128MixRandom";

  /** More than there can be draws, so that those of two seeds share no generator. */
  private static final long APART = 1_000_003;

  /** What a draw gives: the plan that is best, and the answer against what it was. */
  private record Drawn(int best, double ratio) {}

  /**
   * Draws.
   *
   * @param names of the plans
   */
  Draws of(int number, long seed, List<String> names) {
    double here = value(0, situations.getFirst());
    List<Drawn> drawn =
        IntStream.range(0, number).parallel().mapToObj(it -> draw(seed, it, here)).toList();
    int[] wins = new int[plans.size()];
    drawn.forEach(it -> wins[it.best()]++);
    List<Share> shares = new ArrayList<>();
    for (int plan = 0; plan < wins.length; plan++) {
      shares.add(new Share(names.get(plan), (double) wins[plan] / number));
    }
    shares.sort(Comparator.comparingDouble(it -> -it.share()));
    double[] ratios = drawn.stream().mapToDouble(Drawn::ratio).sorted().toArray();
    return new Draws(number, seed, at(ratios, 0.1), at(ratios, 0.9), shares);
  }

  /** Every draw has a generator of its own, so that their order does not matter. */
  private Drawn draw(long seed, int draw, double here) {
    RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(seed * APART + draw);
    Situation first = situations.getFirst();
    List<Parameter> parameters =
        first.calibration().parametersOf(first.scenario()).stream()
            .map(it -> it.moved(random.nextGaussian()))
            .toList();
    double structure =
        Math.exp(first.calibration().structuralError(first.scenario()) * random.nextGaussian());
    double[] values = new double[plans.size()];
    Arrays.setAll(
        values,
        it -> {
          Situation situation = situations.get(it);
          return value(it, situation.with(situation.calibration().with(parameters)));
        });
    int best = 0;
    for (int plan = 1; plan < values.length; plan++) {
      best = values[plan] < values[best] ? plan : best;
    }
    return new Drawn(best, structure * values[0] / here);
  }

  private double value(int plan, Situation situation) {
    Candidate candidate = plans.get(plan);
    return candidate.correction()
        * new Pricing(situation, asked.objective()).of(candidate.plan()).value();
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}

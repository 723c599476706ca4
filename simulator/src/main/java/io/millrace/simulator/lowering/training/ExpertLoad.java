package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.framework.FrameworkProfile.Experts;

/**
 * How many tokens the experts of a rank work on.
 *
 * @param mean copies of tokens on an average rank, with what pads experts to their capacity
 * @param busiest copies on the rank for which the others wait
 * @param localExperts experts on a rank
 * @param copies experts that each token goes to
 * @param width of a token as experts see it
 * @param hasShared whether there are shared experts beside
 */
record ExpertLoad(
    double mean, double busiest, int localExperts, int copies, double width, boolean hasShared) {
  private static final double EULER = 0.5772;

  static ExpertLoad of(TrainingContext context, MixtureOfExperts moe) {
    Experts mechanism = context.framework().experts();
    int ranks = context.strategy().expert();
    int local = Math.max(1, moe.experts() / ranks);
    double tokens =
        context.expertsSliced() ? context.tokens() : context.tokens() / context.tensor();
    double routed = tokens * moe.topK();
    double mean = mechanism.dropless() ? routed : routed * mechanism.capacity();
    double skew = mechanism.dropless() ? mechanism.skew() / Math.sqrt(local) : 0;
    return new ExpertLoad(
        mean,
        mean * (1 + skew * expectedMaximum(ranks)),
        local,
        moe.topK(),
        moe.expertWidth(context.model().hidden()),
        moe.sharedInner() > 0);
  }

  /**
   * How many standard deviations the largest of some normal numbers is expected above their mean
   * (Cramér, Mathematical Methods of Statistics, 1946, section 28.6): the sum of a rank's experts
   * is nearly normal.
   */
  static double expectedMaximum(int numbers) {
    if (numbers < 2) {
      return 0;
    }
    double logarithm = Math.log(numbers);
    double scale = Math.sqrt(2 * logarithm);
    double correction = Math.log(logarithm) + Math.log(4 * Math.PI) - 2 * EULER;
    return scale - correction / (2 * scale);
  }

  /** Bytes that a rank's tokens are when they travel; slices of experts share them. */
  double sentBytes(TrainingContext context) {
    return busiest / context.expertTensor() * width * context.elementBytes();
  }

  /**
   * Share of the copies left where a token that has several experts on one rank goes there once: of
   * {@code c} copies over {@code r} ranks, {@code r (1 - (1 - 1/r)^c)} ranks are hit on average.
   */
  double distinctShare(int ranks) {
    return ranks * (1 - Math.pow(1 - 1.0 / ranks, copies)) / copies;
  }
}

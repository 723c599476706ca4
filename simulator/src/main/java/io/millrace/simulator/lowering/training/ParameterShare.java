package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.FeedForward;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MixtureOfExperts;

/**
 * Weights on one rank before data-parallel sharding.
 *
 * @param dense copied on every data-parallel rank
 * @param expert of routed experts, copied on the ranks that hold the same experts
 */
record ParameterShare(double dense, double expert) {
  static final ParameterShare NONE = new ParameterShare(0, 0);

  /** A layer's weights, divided by tensor and expert parallelism. */
  static ParameterShare of(TrainingContext context, Layer layer) {
    int hidden = context.model().hidden();
    double all = layer.parameters(hidden).total();
    double routed = routed(layer.feedForward(), hidden);
    return new ParameterShare(
        (all - routed) / context.tensor(),
        routed / (context.strategy().expert() * (double) context.expertTensor()));
  }

  private static double routed(FeedForward feedForward, int hidden) {
    if (!(feedForward instanceof MixtureOfExperts moe)) {
      return 0;
    }
    return (double) moe.experts()
        * moe.activation().matrices()
        * moe.expertWidth(hidden)
        * moe.expertInner();
  }

  ParameterShare plus(ParameterShare other) {
    return new ParameterShare(dense + other.dense, expert + other.expert);
  }

  double all() {
    return dense + expert;
  }
}

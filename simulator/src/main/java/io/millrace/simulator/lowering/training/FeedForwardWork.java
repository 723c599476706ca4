package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Activation;
import io.millrace.model.architecture.DenseFeedForward;
import io.millrace.model.architecture.FeedForward;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.NoFeedForward;
import java.util.Collections;
import java.util.List;

/** The steps of the half of a layer that works on each position. */
final class FeedForwardWork {
  private final TrainingContext context;
  private final NetworkWork network;
  private final ExpertWork experts;

  FeedForwardWork(TrainingContext context) {
    this.context = context;
    this.network = new NetworkWork(context);
    this.experts = new ExpertWork(context);
  }

  void forward(StepList steps, FeedForward feedForward) {
    switch (feedForward) {
      case NoFeedForward none -> {}
      case DenseFeedForward dense -> network.forward(steps, "", dense.inner(), dense.activation());
      case MixtureOfExperts moe -> experts.forward(steps, moe);
    }
  }

  void backward(StepList steps, FeedForward feedForward) {
    switch (feedForward) {
      case NoFeedForward none -> {}
      case DenseFeedForward dense -> network.backward(steps, "", dense.inner(), dense.activation());
      case MixtureOfExperts moe -> experts.backward(steps, moe);
    }
  }

  /** Bytes that the network keeps for the backward pass, without its input. */
  double keptBytes(FeedForward feedForward) {
    return switch (feedForward) {
      case NoFeedForward none -> 0;
      case DenseFeedForward dense ->
          context.tokens() / context.tensor() * network.kept(dense.inner(), dense.activation());
      case MixtureOfExperts moe -> experts.keptBytes(moe);
    };
  }

  /** Widths of what the networks' first products write: activation and gate, or one of them. */
  List<Double> firstWidths(FeedForward feedForward) {
    return switch (feedForward) {
      case NoFeedForward none -> List.of();
      case DenseFeedForward dense ->
          Collections.nCopies(dense.activation().gated() ? 2 : 1, (double) dense.inner());
      case MixtureOfExperts moe -> {
        double each = moe.topK() * (double) moe.expertInner() + moe.sharedInner();
        yield Collections.nCopies(moe.activation().gated() ? 2 : 1, each);
      }
    };
  }

  /** Columns of the first product: activation and gate side by side. */
  static double width(int inner, Activation activation) {
    return activation.gated() ? 2.0 * inner : inner;
  }
}

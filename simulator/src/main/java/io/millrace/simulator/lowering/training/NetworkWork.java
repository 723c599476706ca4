package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Activation;
import io.millrace.model.framework.SelectivePolicy;
import io.millrace.model.plan.Recompute;

/** A network that every token passes, shared by the tensor-parallel ranks. */
final class NetworkWork {
  private final TrainingContext context;
  private final LinearWork linear;
  private final ElementWise passes;

  NetworkWork(TrainingContext context) {
    this.context = context;
    this.linear = new LinearWork(context);
    this.passes = ElementWise.of(context);
  }

  void forward(StepList steps, String prefix, int inner, Activation activation) {
    int hidden = context.model().hidden();
    linear.columnForward(steps, prefix + "up", hidden, FeedForwardWork.width(inner, activation));
    passes.activation(activation).forward(steps, prefix + "activation", elements(inner));
    linear.rowForward(steps, prefix + "down", inner, hidden);
  }

  void backward(StepList steps, String prefix, int inner, Activation activation) {
    int hidden = context.model().hidden();
    linear.rowBackward(steps, prefix + "down", inner, hidden);
    passes.activation(activation).backward(steps, prefix + "activation", elements(inner));
    linear.columnBackward(steps, prefix + "up", hidden, FeedForwardWork.width(inner, activation));
  }

  private double elements(int inner) {
    return context.tokens() * inner / context.tensor();
  }

  /**
   * Bytes for each token of what the up projection writes and the down projection reads, and of
   * what the activation keeps of its own; the latter two not where they are computed again.
   */
  double kept(int inner, Activation activation) {
    double written = FeedForwardWork.width(inner, activation) * context.elementBytes();
    return recomputesActivation(context)
        ? written
        : written + inner * (context.keptInputBytes() + passes.activation(activation).keptBytes());
  }

  /** Whether selective recomputation repeats activations (Megatron-Core's {@code moe_act}). */
  static boolean recomputesActivation(TrainingContext context) {
    return context.plan().recompute() == Recompute.SELECTIVE
        && context.framework().defaults().selective() == SelectivePolicy.CHEAP_OPERATIONS;
  }
}

package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.CompressedAttention;
import io.millrace.model.architecture.LinearAttention;
import io.millrace.model.architecture.SequenceMixer;
import io.millrace.model.architecture.StateSpace;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.Collective.Kind;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.lowering.training.Step.Timing;

/**
 * Mixers whose state does not grow with the sequence, and compressed attention: projections by
 * their parameters, the recurrence by what it reads and writes.
 */
final class RecurrentWork {
  private final TrainingContext context;

  RecurrentWork(TrainingContext context) {
    this.context = context;
  }

  void forward(StepList steps, SequenceMixer mixer) {
    steps(steps, mixer, 1);
  }

  void backward(StepList steps, SequenceMixer mixer) {
    steps(steps, mixer, 2);
  }

  private void steps(StepList steps, SequenceMixer mixer, int times) {
    int hidden = context.model().hidden();
    double width = mixer.parameters(hidden).weights() / (double) hidden;
    double columns = width / context.tensor();
    steps.product("mixer projections", context.tokens(), columns, hidden, context.matrixFormat());
    if (times > 1) {
      steps.weightGradient(
          "mixer weight gradients",
          TimePart.MATRIX_PRODUCTS,
          new Operation.MatrixProduct(columns, hidden, context.tokens(), context.matrixFormat()));
    }
    steps.kernel(
        "recurrence",
        TimePart.ATTENTION,
        new Operation.MemoryPass(6.0 * times * keptBytes(mixer), 4 * times));
    if (context.tensor() > 1) {
      steps.exchange(
          "mixer all-reduce",
          Axis.TENSOR,
          Kind.ALL_REDUCE,
          context.tokens() * hidden * context.elementBytes(),
          Timing.WITH_NEXT,
          0);
    }
  }

  /** Bytes that the mixer keeps for the backward pass. */
  double keptBytes(SequenceMixer mixer) {
    double width =
        switch (mixer) {
          case CompressedAttention attention -> 3.0 * attention.heads() * attention.headDim();
          case LinearAttention attention ->
              2.0 * attention.keyWidth() + 3.0 * attention.valueWidth();
          case StateSpace space -> 3.0 * space.inner();
          default -> throw new IllegalArgumentException("not a recurrence: " + mixer);
        };
    return context.tokens() / context.tensor() * context.elementBytes() * width;
  }
}

package io.millrace.simulator.lowering.training;

import io.millrace.model.framework.Fusion;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.Collective.Kind;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.lowering.training.Step.Timing;
import java.util.List;

/**
 * The steps of both ends of a model: embedding, output layer and loss. Their rows are shared by the
 * tensor-parallel ranks and, with vocabulary parallelism, by all pipeline stages.
 */
final class VocabularyWork {
  /**
   * Bytes for each logit of what has to be done again once all stages' maxima and sums are known,
   * where gradients were computed with a stage's own: the 32-bit softmax is read and written
   * (2411.05288, algorithm 2).
   */
  private static final double RESCALED = 8;

  private final TrainingContext context;
  private final ElementWise passes;
  private final int hidden;
  private final double rows;

  VocabularyWork(TrainingContext context) {
    this.context = context;
    this.passes = ElementWise.of(context);
    this.hidden = context.model().hidden();
    this.rows = context.vocabularyRows();
  }

  /** Weights of a rank's rows of one table. */
  double tableParameters() {
    return rows * hidden;
  }

  void embedForward(StepList steps) {
    steps.memory("embedding", 2 * context.tokens() * hidden * context.elementBytes(), 1);
    if (context.tensor() > 1) {
      steps.exchange(
          "embedding sum",
          Axis.TENSOR,
          context.plan().sequenceParallel() ? Kind.REDUCE_SCATTER : Kind.ALL_REDUCE,
          context.tokens() * hidden * context.elementBytes(),
          Timing.WITH_NEXT,
          0);
    }
  }

  /**
   * Gradients of the looked-up rows are added into one of the whole table, zeroes and all, which is
   * added to what is accumulated: read, and the accumulated gradient read and written (a dense
   * {@code torch.nn.Embedding}).
   */
  void embedBackward(StepList steps) {
    double accumulated = LinearWork.accumulated(context);
    double added = accumulated == 0 ? 0 : context.elementBytes() + 2 * accumulated;
    double looked = 3.0 * context.elementBytes() * context.tokens() * hidden;
    steps.weightGradient(
        "embedding gradient",
        TimePart.ELEMENT_WISE,
        new Operation.MemoryPass(looked + added * tableParameters(), 2));
  }

  /** Final norm and, unless stages share it, output layer and loss. */
  void outputForward(StepList steps) {
    passes.norm().forward(steps, "final norm", context.elementWiseTokens() * hidden);
    if (!context.sharesVocabulary()) {
      logits(steps);
      loss(steps);
    }
  }

  void outputBackward(StepList steps) {
    if (!context.sharesVocabulary()) {
      lossGradient(steps);
      inputGradient(steps);
      weightGradient(steps);
    }
    passes.norm().backward(steps, "final norm", context.elementWiseTokens() * hidden);
  }

  /**
   * A stage's share of the output layer up to the first exchange (passes S of 2411.05288): logits
   * and the softmax of the stage's own columns; with one barrier also the gradients of the input
   * that these give (algorithm 2).
   */
  List<Step> sharedForward() {
    StepList steps = new StepList();
    for (int i = 0; i < outputs(); i++) {
      logits(steps);
      loss(steps);
      if (context.plan().vocabulary() == VocabularyPlacement.PARALLEL_ONE_BARRIER) {
        lossGradient(steps);
        inputGradient(steps);
      }
    }
    return steps.steps();
  }

  /** What follows once all stages' maxima and sums are known (passes T of 2411.05288). */
  List<Step> sharedBackward() {
    StepList steps = new StepList();
    for (int i = 0; i < outputs(); i++) {
      if (context.plan().vocabulary() == VocabularyPlacement.PARALLEL_ONE_BARRIER) {
        steps.memory("softmax again", RESCALED * context.tokens() * rows, 1);
      } else {
        lossGradient(steps);
        inputGradient(steps);
      }
      weightGradient(steps);
    }
    return steps.steps();
  }

  /** A stage looks up the rows that it has; the result is as large as if it had all of them. */
  List<Step> sharedEmbedding() {
    StepList steps = new StepList();
    embedForward(steps);
    return steps.steps();
  }

  /** The gradient of the rows that a stage has. */
  List<Step> sharedEmbeddingGradient() {
    StepList steps = new StepList();
    embedBackward(steps);
    return steps.steps();
  }

  /** Output layers: one, and one for each further token that is predicted. */
  private int outputs() {
    return 1 + context.model().multiTokenPredictionDepth();
  }

  private void logits(StepList steps) {
    if (context.plan().sequenceParallel()) {
      steps.exchange(
          "output all-gather",
          Axis.TENSOR,
          Kind.ALL_GATHER,
          context.tokens() * hidden * context.elementBytes(),
          Timing.WITH_NEXT,
          0);
    }
    steps.product("output layer", context.tokens(), rows, hidden, context.wideFormat());
  }

  private void loss(StepList steps) {
    passes.loss().forward(steps, "loss", context.tokens() * rows);
  }

  private void lossGradient(StepList steps) {
    passes.loss().backward(steps, "loss", context.tokens() * rows);
  }

  private void inputGradient(StepList steps) {
    steps.product("output input gradient", context.tokens(), hidden, rows, context.wideFormat());
    if (context.tensor() > 1) {
      steps.exchange(
          "output gradient sum",
          Axis.TENSOR,
          context.plan().sequenceParallel() ? Kind.REDUCE_SCATTER : Kind.ALL_REDUCE,
          context.tokens() * hidden * context.elementBytes(),
          Timing.WITH_NEXT,
          1);
    }
  }

  private void weightGradient(StepList steps) {
    steps.weightGradient(
        "output weight gradient",
        TimePart.MATRIX_PRODUCTS,
        new Operation.MatrixProduct(
            rows,
            hidden,
            context.tokens(),
            1,
            context.wideFormat(),
            LinearWork.accumulated(context)));
  }

  /**
   * Bytes kept between the forward and the backward pass: what the loss keeps, and the norm's input
   * and output.
   */
  double keptBytes() {
    double input =
        context.elementWiseTokens()
            * hidden
            * (context.elementBytes() + LayerWork.normKept(context));
    double result =
        LayerWork.wholeInputs(context)
            * context.elementWiseTokens()
            * hidden
            * context.elementBytes();
    return input + result + (context.sharesVocabulary() ? 0 : lossKeptBytes());
  }

  /** The same between the two passes of a shared output layer: its input is a copy. */
  double sharedKeptBytes() {
    double input = context.elementWiseTokens() * hidden * context.elementBytes();
    return outputs() * (lossKeptBytes() + input);
  }

  /** What the loss keeps of each logit. */
  private double lossKeptBytes() {
    return passes.loss().keptBytes() * context.tokens() * rows;
  }

  /**
   * Bytes that the loss works with for a while. PyTorch's operations: gradients of the log-softmax
   * and of the logits in 32 bits; where ranks share the rows, one tensor more, because they add the
   * exponential and scale the sum each on its own
   * (torch.distributed.tensor.parallel.loss_parallel). The 16-bit logits are freed by then, but no
   * 32-bit tensor fits where they were: the allocator holds both. Hand-written and compiled losses
   * write the 16-bit gradient from what they kept, in place.
   */
  double transientBytes() {
    double logits = context.tokens() * rows;
    int element = context.elementBytes();
    if (context.framework().kernels().fusion() != Fusion.NONE) {
      return element * logits;
    }
    double working = context.tensor() > 1 ? 12 : 8;
    return (working + (element < 4 ? element : 0)) * logits;
  }
}

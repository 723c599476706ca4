package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.MultiTokenPrediction;

/**
 * A module that predicts one token more (DeepSeek-V3 technical report, section 2.2): the hidden
 * state and the embedding of the next token, each normalised, side by side through a projection,
 * then a layer of its own and the model's output layer.
 */
final class FurtherTokens {
  private final TrainingContext context;
  private final LayerWork layers;
  private final VocabularyWork vocabulary;
  private final LinearWork linear;
  private final ElementWise passes;

  FurtherTokens(TrainingContext context, LayerWork layers, VocabularyWork vocabulary) {
    this.context = context;
    this.layers = layers;
    this.vocabulary = vocabulary;
    this.linear = new LinearWork(context);
    this.passes = ElementWise.of(context);
  }

  private MultiTokenPrediction module() {
    return context.model().multiTokenPrediction().orElseThrow();
  }

  void forward(StepList steps) {
    int hidden = context.model().hidden();
    vocabulary.embedForward(steps);
    norms().forward(steps, "further token norms", layers.streamElements());
    linear.columnForward(steps, "further token projection", 2.0 * hidden, hidden);
    layers.forward(steps, module().layer());
    vocabulary.outputForward(steps);
  }

  void backward(StepList steps) {
    int hidden = context.model().hidden();
    vocabulary.outputBackward(steps);
    layers.backward(steps, module().layer());
    linear.columnBackward(steps, "further token projection", 2.0 * hidden, hidden);
    norms().backward(steps, "further token norms", layers.streamElements());
    vocabulary.embedBackward(steps);
  }

  /** One on each half. */
  private Passes norms() {
    return passes.norm().plus(passes.norm());
  }

  /** Both halves before and after their norms, the layer, and the logits. */
  double keptBytes() {
    double halves =
        2 * layers.streamElements() * (context.elementBytes() + context.keptInputBytes());
    return halves + layers.keptBytes(module().layer()) + vocabulary.keptBytes();
  }
}

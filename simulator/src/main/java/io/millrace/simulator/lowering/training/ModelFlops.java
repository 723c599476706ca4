package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.architecture.SequenceMixer;
import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.plan.Recompute;
import io.millrace.model.workload.Training;

/**
 * The arithmetic of an iteration by convention, for utilisations: two operations per weight and
 * token forward and four backward, attention over the full square of the sequence, embedding
 * look-up not counted (PaLM, arXiv 2204.02311, appendix B; Megatron-LM's own figure, 2104.04473,
 * appendix, counts the same).
 */
final class ModelFlops {
  private final ModelArchitecture model;
  private final Training workload;

  ModelFlops(ModelArchitecture model, Training workload) {
    this.model = model;
    this.workload = workload;
  }

  /** Without recomputation. */
  double model() {
    return 3 * (layersForward() + outputForward());
  }

  /** With what the plan computes again. */
  double hardware(Recompute recompute, AttentionKernel kernel) {
    return switch (recompute) {
      case NONE -> model();
      case SELECTIVE -> model() + (kernel == AttentionKernel.UNFUSED ? attentionForward() : 0);
      case FULL -> model() + layersForward();
    };
  }

  /** One layer's forward pass of a token. */
  double forward(Layer layer) {
    long weights =
        layer.mixer().parameters(model.hidden()).weights()
            + layer.feedForward().activeParameters(model.hidden()).weights();
    return 2.0 * weights + attentionForward(layer.mixer());
  }

  /** The output layer's forward pass of a token. */
  double output() {
    return 2.0 * model.vocabulary() * model.hidden();
  }

  private double layersForward() {
    double perToken = 0;
    for (Layer layer : model.layers()) {
      perToken += forward(layer);
    }
    return perToken * workload.tokens();
  }

  private double attentionForward() {
    double perToken = 0;
    for (Layer layer : model.layers()) {
      perToken += attentionForward(layer.mixer());
    }
    return perToken * workload.tokens();
  }

  private double attentionForward(SequenceMixer mixer) {
    double sequence = workload.sequence();
    return switch (mixer) {
      case GroupedQueryAttention attention ->
          2.0
              * Math.min(sequence, attention.slidingWindow().orElse(Integer.MAX_VALUE))
              * attention.heads()
              * (attention.headDim() + attention.valueDim());
      case LatentAttention attention ->
          2.0 * sequence * attention.heads() * (attention.queryDim() + attention.valueDim());
      default -> 0;
    };
  }

  private double outputForward() {
    return output() * workload.tokens();
  }
}

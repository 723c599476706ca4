package io.millrace.model.architecture;

/**
 * The arithmetic of a token's forward pass by convention: two operations per weight, attention over
 * the full square of the sequence, embedding look-up not counted (PaLM, arXiv 2204.02311, appendix
 * B; Megatron-LM's own figure, 2104.04473, appendix, counts the same).
 *
 * @param model whose layers
 * @param sequence tokens that attend to each other
 */
public record ForwardFlops(ModelArchitecture model, int sequence) {

  /** One layer's. */
  public double of(Layer layer) {
    long weights =
        layer.mixer().parameters(model.hidden()).weights()
            + layer.feedForward().activeParameters(model.hidden()).weights();
    return 2.0 * weights + attention(layer.mixer());
  }

  /** The output layer's. */
  public double output() {
    return 2.0 * model.vocabulary() * model.hidden();
  }

  private double attention(SequenceMixer mixer) {
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
}

package io.millrace.simulator.lowering.training;

/** Exchanges among all stages that share a vocabulary (2411.05288, sections 3 and 4). */
enum Meeting {
  /** The stages' parts of the embedding are summed on the first. */
  EMBEDDED("sum embedding"),
  /** The last stage sends what comes out of its layers to all. */
  HIDDEN("send hidden"),
  /** Maxima and sums of the softmax; with one barrier also the gradients of its input. */
  STATISTICS("softmax"),
  /** The stages' parts of the gradient of what came out of the last layer are summed there. */
  GRADIENT("sum gradient"),
  /** The first stage sends the gradient of the embedding to all. */
  EMBEDDING_GRADIENT("send gradient");

  private final String label;

  Meeting(String label) {
    this.label = label;
  }

  /** What to call it in a picture. */
  String label() {
    return label;
  }
}

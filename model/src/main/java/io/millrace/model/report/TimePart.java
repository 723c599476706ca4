package io.millrace.model.report;

/** What a device does, or waits for, during an iteration. The parts of a breakdown add up. */
public enum TimePart {
  /** Dense matrix products. */
  MATRIX_PRODUCTS("matrixProducts", "matrix products"),
  /** The core of attention and other sequence mixing. */
  ATTENTION("attention", "attention"),
  /** Normalisation, activation, residuals, embedding, loss: whatever memory bounds. */
  ELEMENT_WISE("elementWise", "element-wise"),
  /** Forward work done again in the backward pass. */
  RECOMPUTATION("recomputation", "recomputation"),
  /** The update of the weights. */
  OPTIMIZER("optimizer", "optimizer"),
  /** Waiting for exchanges of a tensor-parallel group. */
  TENSOR_COMMUNICATION("tensorCommunication", "tensor exchange"),
  /** Waiting for exchanges of a context-parallel group. */
  CONTEXT_COMMUNICATION("contextCommunication", "context exchange"),
  /** Waiting for tokens on their way to experts and back. */
  EXPERT_COMMUNICATION("expertCommunication", "expert exchange"),
  /** Waiting for gradients or weights of a data-parallel group. */
  DATA_COMMUNICATION("dataCommunication", "data exchange"),
  /** Waiting for copies between the device's memory and the host's. */
  HOST_TRANSFER("hostTransfer", "host transfer"),
  /** Waiting for a transfer between pipeline stages. */
  PIPELINE_COMMUNICATION("pipelineCommunication", "pipeline transfer"),
  /** Waiting for other pipeline stages. */
  BUBBLE("bubble", "pipeline bubble"),
  /** Waiting for the host to launch, load or log. */
  HOST("host", "host");

  private final String key;
  private final String label;

  TimePart(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /** The name in files. */
  public String key() {
    return key;
  }

  /** The name for people. */
  public String label() {
    return label;
  }
}

package io.millrace.ui.journey;

/** A question that takes longer than any test looks at it. */
final class Slow {
  static final String SCENARIO =
      """
      version: 1
      name: Large
      cluster: {node: dgx-h100, devices: 1024}
      model: llama-3.1-405b
      workload: {type: training, globalBatch: 2048, sequence: 8192, precision: bf16}
      """;

  private Slow() {}
}

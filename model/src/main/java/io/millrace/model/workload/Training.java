package io.millrace.model.workload;

import java.util.Optional;

/**
 * One iteration of training after another: forward, backward and optimizer over a global batch.
 *
 * @param framework the software line, such as {@code megatron-core-2024}; decides the defaults and
 *     overheads of the framework profile
 * @param frameworkRelease the exact release, if known
 * @param globalBatch sequences per iteration over all devices
 * @param sequence tokens per sequence
 * @param precision number formats of the matrix products
 * @param compiled whether a compiler fuses the element-wise operations (such as {@code
 *     torch.compile})
 * @param task what is trained, if it is not pre-training, such as {@code sft}
 */
public record Training(
    String framework,
    Optional<String> frameworkRelease,
    int globalBatch,
    int sequence,
    TrainingPrecision precision,
    boolean compiled,
    Optional<String> task)
    implements Workload {

  /** Checks the sizes. */
  public Training {
    if (globalBatch < 1 || sequence < 1) {
      throw new IllegalArgumentException(
          "globalBatch and sequence must be positive: " + globalBatch + ", " + sequence);
    }
  }

  /** The same with other number formats of the matrix products. */
  public Training with(TrainingPrecision other) {
    return new Training(framework, frameworkRelease, globalBatch, sequence, other, compiled, task);
  }

  /** The same with so many sequences per iteration. */
  public Training withGlobalBatch(int sequences) {
    return new Training(
        framework, frameworkRelease, sequences, sequence, precision, compiled, task);
  }

  /** The same with so many tokens per sequence. */
  public Training withSequence(int tokens) {
    return new Training(
        framework, frameworkRelease, globalBatch, tokens, precision, compiled, task);
  }

  /** Tokens per iteration. */
  public long tokens() {
    return (long) globalBatch * sequence;
  }
}

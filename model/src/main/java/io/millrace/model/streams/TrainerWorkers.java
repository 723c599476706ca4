package io.millrace.model.streams;

import io.millrace.model.quantity.Duration;

/**
 * Data-parallel replicas on a device each, which begin a step together once every one has its
 * batch.
 *
 * @param replicas how many
 * @param batch samples of each replica's batch
 * @param step time of a step with the exchange of gradients, positive
 */
public record TrainerWorkers(int replicas, int batch, Duration step) implements Stage {

  /** Checks that there is work. */
  public TrainerWorkers {
    if (replicas < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "replicas %d and batch %d must be positive".formatted(replicas, batch));
    }
    if (step.seconds() == 0) {
      throw new IllegalArgumentException("a step of training takes time");
    }
  }

  @Override
  public String name() {
    return "trainers";
  }

  @Override
  public int workers() {
    return replicas;
  }

  /** Samples that a step takes from the queue. */
  public int samplesPerStep() {
    return Math.multiplyExact(replicas, batch);
  }
}

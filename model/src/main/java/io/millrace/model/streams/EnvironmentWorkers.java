package io.millrace.model.streams;

import io.millrace.model.quantity.Duration;

/**
 * Processes on CPU cores that simulate environments. Each holds a ring of them and steps them in
 * turn: while one waits for its next action, the others use the core (SRL, "environment ring";
 * distributed/system/actor_worker.py steps the head of the ring or waits for it).
 *
 * @param workers how many processes
 * @param ring environments of each
 * @param step mean time of one step of one environment, positive
 * @param spread by what part of the mean a step may be shorter or longer, below 1; all times
 *     between are equally likely
 * @param sampleSteps steps of one environment that make a sample
 * @param cores CPU cores of each worker
 */
public record EnvironmentWorkers(
    int workers, int ring, Duration step, double spread, int sampleSteps, int cores)
    implements Stage {

  /** Checks that there is work. */
  public EnvironmentWorkers {
    if (workers < 1 || ring < 1 || sampleSteps < 1 || cores < 1) {
      throw new IllegalArgumentException(
          "workers %d, ring %d, sampleSteps %d and cores %d must be positive"
              .formatted(workers, ring, sampleSteps, cores));
    }
    if (!(spread >= 0 && spread < 1)) {
      throw new IllegalArgumentException("a spread is at least 0 and below 1, not " + spread);
    }
    if (step.seconds() == 0) {
      throw new IllegalArgumentException("a step of an environment takes time");
    }
  }

  @Override
  public String name() {
    return "environments";
  }

  /** Environments of all workers; each has one sample in the making. */
  public int slots() {
    return Math.multiplyExact(workers, ring);
  }
}

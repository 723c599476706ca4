package io.millrace.model.posttraining;

import io.millrace.model.quantity.Duration;
import java.util.Locale;

/**
 * The software that generates, by what it adds to the work of its kernels.
 *
 * @param id the name in files, such as {@code vllm}
 * @param mode how kernels of a decode step are issued
 * @param layer what the host needs to issue one layer's kernels of one step; shows where kernels
 *     are shorter
 * @param layerSum what the host needs on top for each of a layer's sums over tensor-parallel ranks:
 *     issuing them, and until the last rank's host has; shows as {@code layer} does
 * @param step what a step takes beside its kernels: scheduling, sampling, and the host's wait for
 *     the tokens
 * @param farStep what a step takes on top where an engine's devices are on several nodes, whose
 *     workers are told over the network what to do
 * @param request what a step takes for each of its requests: preparing inputs, taking tokens apart
 * @param reduction start of a sum over tensor-parallel ranks in kernels of the engine's own, used
 *     within a node; zero where the library of collectives does it
 * @param handOver what it takes the host to hand a group of requests to the next stage
 * @param sharedMemory share of a device's memory for weights and cache beside a trainer
 * @param ownMemory the same on devices of its own
 * @param mostRequests the most that one engine works on at a time
 * @param mostPrompts the most prompts, each with all of its responses, that one engine is given at
 *     a time where responses stream
 */
public record GenerationEngine(
    String id,
    Mode mode,
    Duration layer,
    Duration layerSum,
    Duration step,
    Duration farStep,
    Duration request,
    Duration reduction,
    Duration handOver,
    double sharedMemory,
    double ownMemory,
    int mostRequests,
    int mostPrompts) {

  /** How kernels of a decode step are issued. */
  public enum Mode {
    /** One by one, from an interpreter. */
    EAGER,
    /** As one graph that was recorded before (CUDA graphs). */
    GRAPH;

    /** The name in files. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the numbers. */
  public GenerationEngine {
    if (!(sharedMemory > 0 && sharedMemory <= 1 && ownMemory > 0 && ownMemory <= 1)) {
      throw new IllegalArgumentException(
          "shares of memory must be in (0, 1]: " + sharedMemory + ", " + ownMemory);
    }
    if (mostRequests < 1 || mostPrompts < 1) {
      throw new IllegalArgumentException(
          "mostRequests and mostPrompts must be positive: %d, %d"
              .formatted(mostRequests, mostPrompts));
    }
  }
}

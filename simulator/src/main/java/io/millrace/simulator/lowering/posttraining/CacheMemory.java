package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.architecture.SequenceMixer;
import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.plan.ParallelStrategy;
import java.util.Map;

/**
 * What a generation engine keeps on a device: its share of the weights, and keys and values of the
 * tokens that it has read or written.
 */
final class CacheMemory {
  private static final int ELEMENT = 2;

  private final double weightBytes;
  private final double tokenBytes;
  private final double roomBytes;

  /**
   * On a device.
   *
   * @param memoryShare that the engine may take of its memory, all that its process needs included
   *     (vLLM, gpu_memory_utilization)
   * @param libraryBytes of the process' context and its libraries
   */
  CacheMemory(
      Device device,
      ModelArchitecture model,
      ParallelStrategy strategy,
      double memoryShare,
      double libraryBytes,
      NumberFormat weights) {
    double routed = model.routedParameters();
    double share = ExpertSharing.of(strategy).share();
    double own = (model.parameters() - routed) / strategy.tensor() + routed * share;
    this.weightBytes = weights.bytes() * own / strategy.pipeline();
    this.tokenBytes = tokenBytes(model, strategy);
    this.roomBytes = memoryShare * device.mainMemory().capacity().count() - libraryBytes;
  }

  /**
   * Bytes of one token's keys and values on one device: two for each element, of as many heads as
   * the rank has, at least one, in its stage's layers. Latents are on every tensor-parallel rank.
   */
  static double tokenBytes(ModelArchitecture model, ParallelStrategy strategy) {
    double elements = 0;
    for (Map.Entry<Layer, Integer> kind : model.distinctLayers().entrySet()) {
      SequenceMixer mixer = kind.getKey().mixer();
      double share =
          mixer instanceof GroupedQueryAttention attention
              ? 1.0 / Math.min(strategy.tensor(), attention.kvHeads())
              : 1;
      elements += kind.getValue() * share * mixer.cacheElements(1);
    }
    return ELEMENT * elements / strategy.pipeline();
  }

  /** Bytes of the weights on one device. */
  double weightBytes() {
    return weightBytes;
  }

  /** Bytes that the engine may take of a device for weights and tokens. */
  double roomBytes() {
    return roomBytes;
  }

  /** Bytes of the weights and a number of tokens on one device. */
  double bytes(double tokens) {
    return weightBytes + tokens * tokenBytes;
  }

  /** Tokens that fit beside the weights; negative where these alone do not fit. */
  double tokens() {
    return (roomBytes - weightBytes) / tokenBytes;
  }
}

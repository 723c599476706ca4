package io.millrace.planner.space;

import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * All parallel degrees that use all devices of a scenario's cluster: tensor parallelism within the
 * links of a node that divides the attention heads, context parallelism in powers of two that leave
 * each rank two pieces of a sequence, pipelines of any number of stages, the rest data parallelism
 * that divides the batch; and for each of them every spread of the experts.
 */
final class Meshes {
  /**
   * Tokens of half a rank's part of a sequence, of which ring attention gives each rank an early
   * and a late one (Megatron-Core's load balancing). Shorter pieces than this are not considered:
   * their products no longer fill a matrix engine.
   */
  private static final int SHORTEST_PIECE = 256;

  private final Scenario scenario;
  private final ModelArchitecture model;
  private final int devices;

  Meshes(Scenario scenario) {
    this.scenario = scenario;
    this.model = scenario.model();
    this.devices = scenario.cluster().devices();
  }

  /** Few tensor-parallel ranks first, then few that share sequences, then few stages. */
  List<ParallelStrategy> all() {
    List<ParallelStrategy> meshes = new ArrayList<>();
    for (int tensor : Divisors.of(scenario.cluster().scaleUpDomain(), devices)) {
      if (devices % tensor == 0 && dividesHeads(tensor)) {
        for (int context : Divisors.powersOfTwo(devices / tensor)) {
          if ((devices / tensor) % context == 0 && dividesSequence(context)) {
            addPipelines(meshes, tensor, context);
          }
        }
      }
    }
    return meshes;
  }

  private void addPipelines(List<ParallelStrategy> meshes, int tensor, int context) {
    int rest = devices / (tensor * context);
    for (int pipeline : Divisors.of(rest, model.layerCount())) {
      int data = rest / pipeline;
      if (scenario.workload().globalBatch() % data == 0) {
        addExperts(meshes, data, tensor, pipeline, context);
      }
    }
  }

  private void addExperts(
      List<ParallelStrategy> meshes, int data, int tensor, int pipeline, int context) {
    long ranks = (long) data * context * tensor;
    for (int expert : Divisors.of(experts(), (int) Math.min(ranks, Integer.MAX_VALUE))) {
      if (ranks % expert == 0) {
        meshes.add(new ParallelStrategy(data, tensor, pipeline, context, expert));
      }
    }
  }

  private boolean dividesHeads(int tensor) {
    return model.distinctLayers().keySet().stream().allMatch(it -> heads(it) % tensor == 0);
  }

  /** Attention heads of a layer, zero if it has none. */
  static int heads(Layer layer) {
    return switch (layer.mixer()) {
      case GroupedQueryAttention attention -> attention.heads();
      case LatentAttention attention -> attention.heads();
      default -> 0;
    };
  }

  private boolean dividesSequence(int context) {
    int sequence = scenario.workload().sequence();
    return context == 1
        || (sequence % (2 * context) == 0 && sequence / (2 * context) >= SHORTEST_PIECE);
  }

  /** The number whose divisors divide the experts of every layer that has some. */
  private int experts() {
    return model.distinctLayers().keySet().stream()
        .map(Layer::feedForward)
        .filter(MixtureOfExperts.class::isInstance)
        .mapToInt(it -> ((MixtureOfExperts) it).experts())
        .reduce(Meshes::greatestCommonDivisor)
        .orElse(1);
  }

  private static int greatestCommonDivisor(int one, int other) {
    return other == 0 ? one : greatestCommonDivisor(other, one % other);
  }
}

package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.architecture.DenseFeedForward;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.WeightSeconds;
import io.millrace.model.posttraining.WeightTransfer;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.workload.Adapters;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What it takes until updated weights are where a call uses them: the bytes that travel, what the
 * framework needs for each tensor, and what trainer and engine do to make room for each other.
 */
public final class WeightUpdate {
  /** Queries, keys, values, their output, and norms. */
  private static final int MIXER_TENSORS = 6;

  /**
   * Bytes that a trainer keeps for each parameter: weights and gradients in 16 bits, master weights
   * and two moments in 32 (1910.02054, section 3.1).
   */
  private static final double TRAINER_BYTES = 16;

  /** Bytes that it keeps for each that is frozen: weights in 16 bits, nothing else. */
  private static final double FROZEN_BYTES = 2;

  private final Reallocation reallocation;
  private final WeightTransfer transfer;
  private final OptionalInt shardingGroup;
  private final Optional<Adapters> adapters;

  /** Of a scenario. */
  public static WeightUpdate of(PostTrainingScenario scenario) {
    return new WeightUpdate(
        scenario.cluster(),
        scenario.framework().transfer(),
        scenario.workload().shardingGroup(),
        scenario.workload().adapters());
  }

  /**
   * On a cluster, with a framework's way of it.
   *
   * @param shardingGroup devices that share out what the trainer keeps; absent: all that train
   * @param adapters the only weights that change; absent: all do
   */
  private WeightUpdate(
      Cluster cluster,
      WeightTransfer transfer,
      OptionalInt shardingGroup,
      Optional<Adapters> adapters) {
    this.reallocation = new Reallocation(cluster);
    this.transfer = transfer;
    this.shardingGroup = shardingGroup;
    this.adapters = adapters;
  }

  /**
   * What the seconds from the end of the update to the start of the call go to.
   *
   * @param from where the weights are trained
   * @param to where they are used
   * @param generates whether an engine of its own uses them
   */
  public WeightSeconds parts(
      ModelArchitecture model, CallPlacement from, CallPlacement to, boolean generates) {
    double travel = reallocation.seconds(model, from, to) * changed(model);
    boolean makesRoom = generates && from.mesh().overlaps(to.mesh());
    return new WeightSeconds(
        travel,
        leastSeconds(model, generates),
        makesRoom ? swapSeconds(model, from.mesh().size()) : 0);
  }

  /**
   * Seconds from the end of the update to the start of the call.
   *
   * @param from where the weights are trained
   * @param to where they are used
   * @param generates whether an engine of its own uses them
   */
  public double seconds(
      ModelArchitecture model, CallPlacement from, CallPlacement to, boolean generates) {
    return parts(model, from, to, generates).total();
  }

  /** Seconds that it takes wherever both are. */
  public double leastSeconds(ModelArchitecture model, boolean generates) {
    long count = adapters.map(it -> it.tensors(model)).orElseGet(() -> tensors(model));
    return generates ? count * transfer.tensor().seconds() : 0;
  }

  /** Share of the weights that an update changes. */
  double changed(ModelArchitecture model) {
    return adapters.map(it -> (double) it.parameters(model) / model.parameters()).orElse(1.0);
  }

  /**
   * Seconds that trainer and engine take to make room for each other where they share devices.
   *
   * @param devices of the trainer
   */
  public double swapSeconds(ModelArchitecture model, int devices) {
    int sharing = Math.min(devices, shardingGroup.orElse(devices));
    double states = TRAINER_BYTES * model.parameters();
    double frozen = adapters.isPresent() ? FROZEN_BYTES * model.parameters() : 0;
    double bytes = (frozen + states * changed(model)) / sharing;
    double copied =
        transfer.offload().map(Bandwidth::bytesPerSecond).map(rate -> bytes / rate).orElse(0.0);
    return transfer.swap().seconds() + copied;
  }

  /** Tensors as checkpoints have them: each matrix of each expert is one. */
  static long tensors(ModelArchitecture model) {
    long count = 3;
    for (Map.Entry<Layer, Integer> kind : model.distinctLayers().entrySet()) {
      long own =
          switch (kind.getKey().feedForward()) {
            case MixtureOfExperts moe -> (long) moe.experts() * moe.activation().matrices() + 1;
            case DenseFeedForward dense -> dense.activation().matrices();
            default -> 0;
          };
      count += kind.getValue() * (MIXER_TENSORS + own);
    }
    return count;
  }
}

package io.millrace.model.scenario;

import io.millrace.model.architecture.FeedForward;
import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.input.Fields;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.workload.Training;

/** What has to multiply or divide for a plan to fit its cluster, model and workload. */
final class PlanRules {

  private PlanRules() {}

  /**
   * Adds an issue for each rule that is broken.
   *
   * @param headsKnown whether the input gives the number of attention heads; an assumed one need not
   *     divide
   */
  static void check(
      Fields root,
      int devices,
      ModelArchitecture model,
      Training workload,
      TrainingPlan plan,
      boolean headsKnown) {
    ParallelStrategy strategy = plan.strategy();
    if (strategy.devices() != devices) {
      root.issue(
          "plan",
          "data %d x tensor %d x pipeline %d x context %d = %d devices, the cluster has %d"
              .formatted(
                  strategy.data(),
                  strategy.tensor(),
                  strategy.pipeline(),
                  strategy.context(),
                  strategy.devices(),
                  devices),
          "data " + nearestData(strategy, devices) + " would use what fits");
    }
    batches(root, workload, plan);
    layers(root, model, plan);
    model.layers().stream()
        .distinct()
        .forEach(layer -> splits(root, layer, strategy, headsKnown));
    if (workload.sequence() % strategy.context() != 0) {
      root.issue(
          "plan.context",
          "%d does not divide the sequence of %d tokens"
              .formatted(strategy.context(), workload.sequence()),
          "");
    }
  }

  private static long nearestData(ParallelStrategy strategy, int devices) {
    return Math.max(1, devices / Math.max(1, strategy.devices() / strategy.data()));
  }

  private static void batches(Fields root, Training workload, TrainingPlan plan) {
    long sequences = (long) plan.strategy().data() * plan.microBatch();
    if (workload.globalBatch() % sequences != 0) {
      root.issue(
          "workload.globalBatch",
          "%d is no multiple of data %d x microBatch %d"
              .formatted(workload.globalBatch(), plan.strategy().data(), plan.microBatch()),
          "Maybe %d?".formatted(Math.max(1, workload.globalBatch() / sequences) * sequences));
      return;
    }
    int pipeline = plan.strategy().pipeline();
    int microBatches = plan.microBatches(workload.globalBatch());
    if (plan.schedule() == ScheduleKind.INTERLEAVED
        && plan.virtualStages() > 1
        && microBatches % pipeline != 0) {
      root.issue(
          "plan.schedule",
          "interleaved needs micro-batches in multiples of the %d stages, there are %d"
              .formatted(pipeline, microBatches),
          "2104.04473, section 2.2");
    }
  }

  private static void layers(Fields root, ModelArchitecture model, TrainingPlan plan) {
    int stages = plan.strategy().pipeline() * plan.virtualStages();
    int layers = model.layerCount();
    if (plan.strategy().pipeline() > layers) {
      root.issue(
          "plan.pipeline",
          "%d stages are more than the %d layers".formatted(plan.strategy().pipeline(), layers),
          "");
    } else if (plan.strategy().pipeline() > 1 && stages > layers + 2) {
      root.issue(
          "plan.virtualStages",
          "%d stages x %d chunks are more than the %d layers with embedding and loss"
              .formatted(plan.strategy().pipeline(), plan.virtualStages(), layers),
          "");
    }
    int listed = plan.stageLayers().stream().mapToInt(Integer::intValue).sum();
    if (!plan.stageLayers().isEmpty() && listed != layers) {
      root.issue(
          "plan.stageLayers", "adds up to %d, the model has %d".formatted(listed, layers), "");
    }
  }

  private static void splits(
      Fields root, Layer layer, ParallelStrategy strategy, boolean headsKnown) {
    int heads =
        switch (layer.mixer()) {
          case GroupedQueryAttention attention -> attention.heads();
          case LatentAttention attention -> attention.heads();
          default -> 0;
        };
    if (headsKnown && heads % strategy.tensor() != 0) {
      root.issue(
          "plan.tensor",
          "%d does not divide the %d attention heads".formatted(strategy.tensor(), heads),
          "");
    }
    FeedForward feedForward = layer.feedForward();
    if (feedForward instanceof MixtureOfExperts moe
        && moe.experts() % strategy.expert() != 0) {
      root.issue(
          "plan.expert",
          "%d does not divide the %d experts".formatted(strategy.expert(), moe.experts()),
          "");
    }
  }
}

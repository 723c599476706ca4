package io.millrace.model.scenario;

import io.millrace.model.architecture.FeedForward;
import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.input.Issue;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.workload.Training;
import java.util.ArrayList;
import java.util.List;

/** What has to multiply or divide for a plan to fit its cluster, model and workload. */
public final class PlanRules {
  private final List<Issue> issues = new ArrayList<>();

  private PlanRules() {}

  /**
   * An issue for each rule that is broken, with paths as in a scenario.
   *
   * @param devices of the cluster
   * @param headsKnown whether the input gives the number of attention heads; an assumed one need
   *     not divide
   */
  public static List<Issue> violations(
      int devices,
      ModelArchitecture model,
      Training workload,
      TrainingPlan plan,
      boolean headsKnown) {
    PlanRules rules = new PlanRules();
    rules.check(devices, model, workload, plan, headsKnown);
    return List.copyOf(rules.issues);
  }

  private void issue(String path, String message, String hint) {
    issues.add(new Issue(path, message, hint));
  }

  private void check(
      int devices,
      ModelArchitecture model,
      Training workload,
      TrainingPlan plan,
      boolean headsKnown) {
    ParallelStrategy strategy = plan.strategy();
    if (strategy.devices() != devices) {
      issue(
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
    batches(workload, plan);
    layers(model, plan);
    model.layers().stream().distinct().forEach(layer -> splits(layer, strategy, headsKnown));
    if (workload.sequence() % strategy.context() != 0) {
      issue(
          "plan.context",
          "%d does not divide the sequence of %d tokens"
              .formatted(strategy.context(), workload.sequence()),
          "");
    }
  }

  private static long nearestData(ParallelStrategy strategy, int devices) {
    return Math.max(1, devices / Math.max(1, strategy.devices() / strategy.data()));
  }

  private void batches(Training workload, TrainingPlan plan) {
    long sequences = (long) plan.strategy().data() * plan.microBatch();
    if (workload.globalBatch() % sequences != 0) {
      issue(
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
      issue(
          "plan.schedule",
          "interleaved needs micro-batches in multiples of the %d stages, there are %d"
              .formatted(pipeline, microBatches),
          "2104.04473, section 2.2");
    }
  }

  private void layers(ModelArchitecture model, TrainingPlan plan) {
    int stages = plan.strategy().pipeline() * plan.virtualStages();
    int layers = model.layerCount();
    if (plan.strategy().pipeline() > layers) {
      issue(
          "plan.pipeline",
          "%d stages are more than the %d layers".formatted(plan.strategy().pipeline(), layers),
          "");
    } else if (plan.strategy().pipeline() > 1 && stages > layers + 2) {
      issue(
          "plan.virtualStages",
          "%d stages x %d chunks are more than the %d layers with embedding and loss"
              .formatted(plan.strategy().pipeline(), plan.virtualStages(), layers),
          "");
    }
    int listed = plan.stageLayers().stream().mapToInt(Integer::intValue).sum();
    if (!plan.stageLayers().isEmpty() && listed != layers) {
      issue("plan.stageLayers", "adds up to %d, the model has %d".formatted(listed, layers), "");
    }
  }

  private void splits(Layer layer, ParallelStrategy strategy, boolean headsKnown) {
    int heads =
        switch (layer.mixer()) {
          case GroupedQueryAttention attention -> attention.heads();
          case LatentAttention attention -> attention.heads();
          default -> 0;
        };
    if (headsKnown && heads % strategy.tensor() != 0) {
      issue(
          "plan.tensor",
          "%d does not divide the %d attention heads".formatted(strategy.tensor(), heads),
          "");
    }
    FeedForward feedForward = layer.feedForward();
    if (feedForward instanceof MixtureOfExperts moe && moe.experts() % strategy.expert() != 0) {
      issue(
          "plan.expert",
          "%d does not divide the %d experts".formatted(strategy.expert(), moe.experts()),
          "");
    }
  }
}

package io.millrace.model.scenario;

import io.millrace.model.architecture.FeedForward;
import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Issue;
import io.millrace.model.layout.StageLayout;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.workload.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What has to multiply or divide for a plan to fit its cluster, model and workload. Each rule is
 * checked if what it speaks of is there, whatever else is wrong.
 */
public final class PlanRules {
  /** Passes of all micro-batches through all stages; more are a slip of the keyboard. */
  private static final long MOST_PASSES = 1_000_000;

  private final boolean headsKnown;
  private final List<Issue> issues = new ArrayList<>();

  private PlanRules(boolean headsKnown) {
    this.headsKnown = headsKnown;
  }

  /** Whether the number of attention heads was assumed, so that it need not divide. */
  public static boolean assumesHeads(List<Assumption> assumptions) {
    return assumptions.stream().anyMatch(it -> it.path().endsWith("model.heads"));
  }

  /** An issue for each rule that a plan for a scenario breaks, with paths as in a scenario. */
  public static List<Issue> violations(Scenario scenario, TrainingPlan plan) {
    return violations(
        scenario.cluster().devices(),
        scenario.model(),
        scenario.workload(),
        plan,
        !assumesHeads(scenario.assumptions()));
  }

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
    return violations(
        OptionalInt.of(devices),
        Optional.of(model),
        Optional.of(workload),
        Optional.of(plan.strategy()),
        Optional.of(plan),
        headsKnown);
  }

  /** The same for what could be read of a scenario. */
  static List<Issue> violations(
      OptionalInt devices,
      Optional<ModelArchitecture> model,
      Optional<Training> workload,
      Optional<ParallelStrategy> strategy,
      Optional<TrainingPlan> plan,
      boolean headsKnown) {
    PlanRules rules = new PlanRules(headsKnown);
    strategy.ifPresent(
        degrees -> {
          devices.ifPresent(number -> rules.multiply(degrees, number));
          model.ifPresent(architecture -> rules.split(degrees, architecture));
          workload.ifPresent(training -> rules.split(degrees, training));
        });
    plan.ifPresent(
        layout -> {
          rules.schedule(layout);
          workload.ifPresent(training -> rules.batches(layout, training));
          model.ifPresent(architecture -> rules.layers(layout, architecture.layerCount()));
          model.ifPresent(
              architecture ->
                  workload.ifPresent(training -> rules.spans(layout, architecture, training)));
        });
    return List.copyOf(rules.issues);
  }

  private void multiply(ParallelStrategy degrees, int number) {
    if (degrees.devices() != number) {
      issue(
          "plan",
          "data %d x tensor %d x pipeline %d x context %d = %d devices, the cluster has %d"
              .formatted(
                  degrees.data(),
                  degrees.tensor(),
                  degrees.pipeline(),
                  degrees.context(),
                  degrees.devices(),
                  number),
          nearestData(degrees, number));
    }
    long expertRanks = (long) degrees.data() * degrees.tensor() * degrees.context();
    if (expertRanks % degrees.expert() != 0) {
      issue(
          "plan.expert",
          "%d does not divide the %d ranks of data x tensor x context"
              .formatted(degrees.expert(), expertRanks),
          "");
    }
  }

  private static String nearestData(ParallelStrategy degrees, int number) {
    long replica = degrees.devices() / degrees.data();
    if (number < replica) {
      return "one replica alone needs " + replica + " devices";
    }
    return number % replica == 0
        ? "Maybe data: " + number / replica + "?"
        : "Maybe data: %d, on %d devices?".formatted(number / replica, number / replica * replica);
  }

  private void split(ParallelStrategy degrees, ModelArchitecture architecture) {
    if (degrees.pipeline() > architecture.layerCount()) {
      issue(
          "plan.pipeline",
          "%d stages are more than the %d layers"
              .formatted(degrees.pipeline(), architecture.layerCount()),
          "");
    }
    if (degrees.expert() > 1
        && architecture.distinctLayers().keySet().stream()
            .noneMatch(layer -> layer.feedForward() instanceof MixtureOfExperts)) {
      issue(
          "plan.expert",
          "is %d, but the model has no experts".formatted(degrees.expert()),
          "Maybe expert: 1, or a model with model.moe?");
    }
    architecture.distinctLayers().keySet().forEach(layer -> split(degrees, layer));
  }

  private void split(ParallelStrategy degrees, Layer layer) {
    int heads =
        switch (layer.mixer()) {
          case GroupedQueryAttention attention -> attention.heads();
          case LatentAttention attention -> attention.heads();
          default -> 0;
        };
    if (headsKnown && heads % degrees.tensor() != 0) {
      issue(
          "plan.tensor",
          "%d does not divide the %d attention heads".formatted(degrees.tensor(), heads),
          "");
    }
    FeedForward feedForward = layer.feedForward();
    if (feedForward instanceof MixtureOfExperts moe && moe.experts() % degrees.expert() != 0) {
      issue(
          "plan.expert",
          "%d does not divide the %d experts".formatted(degrees.expert(), moe.experts()),
          "");
    }
  }

  private void split(ParallelStrategy degrees, Training training) {
    if (training.sequence() % degrees.context() != 0) {
      issue(
          "plan.context",
          "%d does not divide the sequence of %d tokens"
              .formatted(degrees.context(), training.sequence()),
          "");
    }
  }

  private void batches(TrainingPlan layout, Training training) {
    int data = layout.strategy().data();
    long sequences = (long) data * layout.microBatch();
    if (training.globalBatch() % sequences != 0) {
      issue(
          "workload.globalBatch",
          "%d is no multiple of data %d x microBatch %d"
              .formatted(training.globalBatch(), data, layout.microBatch()),
          "Maybe %d?".formatted(Math.max(1, training.globalBatch() / sequences) * sequences));
      return;
    }
    int pipeline = layout.strategy().pipeline();
    int microBatches = layout.microBatches(training.globalBatch());
    long passes = (long) microBatches * pipeline * layout.virtualStages();
    if (passes > MOST_PASSES) {
      issue(
          "workload.globalBatch",
          "makes %d micro-batches for each of %d stages: more than %d passes"
              .formatted(microBatches, pipeline * layout.virtualStages(), MOST_PASSES),
          "give a larger microBatch, or is that number right?");
    }
    if (layout.schedule() == ScheduleKind.INTERLEAVED
        && layout.virtualStages() > 1
        && microBatches % pipeline != 0) {
      issue(
          "plan.schedule",
          "interleaved needs micro-batches in multiples of the %d stages, there are %d"
              .formatted(pipeline, microBatches),
          "2104.04473, section 2.2");
    }
  }

  /** What a schedule, or passes of a vocabulary that all stages share, need of the rest. */
  private void schedule(TrainingPlan layout) {
    ScheduleKind schedule = layout.schedule();
    if (layout.strategy().pipeline() == 1) {
      if (layout.vocabulary().spread()) {
        issue(
            "plan.vocabulary",
            "is %s, but there is no pipeline whose stages could share it"
                .formatted(layout.vocabulary().key()),
            "Maybe pipeline: 2 or more, or vocabulary: last-stage?");
      }
      return;
    }
    if (schedule.vShaped() && layout.virtualStages() != 2) {
      issue(
          "plan.virtualStages",
          "is %d, but the V of schedule %s has two chunks a device"
              .formatted(layout.virtualStages(), schedule.key()),
          "Maybe virtualStages: 2?");
    }
    if (schedule.splitsBackward() && layout.recompute() == Recompute.FULL) {
      issue(
          "plan.recompute",
          "is full, but schedule %s keeps what weight gradients read until it gets to them"
              .formatted(schedule.key()),
          "Maybe recompute: none, or schedule: 1f1b?");
    }
    if (layout.vocabulary().spread() && schedule != ScheduleKind.ONE_FORWARD_ONE_BACKWARD) {
      issue(
          "plan.vocabulary",
          "is %s, whose passes have a place in schedule 1f1b only, not in %s"
              .formatted(layout.vocabulary().key(), schedule.key()),
          "Maybe schedule: 1f1b with virtualStages: 1, or vocabulary: last-stage?");
    }
  }

  private void layers(TrainingPlan layout, int layers) {
    int pipeline = layout.strategy().pipeline();
    if (pipeline <= layers && !fits(layout, layers)) {
      issue(
          "plan.virtualStages",
          "%d stages x %d chunks are more than the %d layers with embedding and loss"
              .formatted(pipeline, layout.virtualStages(), layers),
          "");
    }
    long listed = layout.stageLayers().stream().mapToLong(Integer::intValue).sum();
    if (!layout.stageLayers().isEmpty() && listed != layers) {
      issue("plan.stageLayers", "adds up to %d, the model has %d".formatted(listed, layers), "");
    }
  }

  /** Whether there is a layer, the embedding or the loss for each chunk. */
  private static boolean fits(TrainingPlan layout, int layers) {
    int pipeline = layout.strategy().pipeline();
    return pipeline == 1 || (long) pipeline * layout.virtualStages() <= layers + 2;
  }

  /** Layers that are computed again together, or offloaded, lie in one chunk. */
  private void spans(TrainingPlan layout, ModelArchitecture architecture, Training training) {
    if (!fits(layout, architecture.layerCount())) {
      return;
    }
    int most = Math.max(1, StageLayout.of(architecture, training, layout).largest());
    within("plan.recomputeLayers", layout.recomputeSpan().layers(), most);
    layout.offloadLayers().ifPresent(layers -> within("plan.offloadLayers", layers, most));
  }

  private void within(String path, int layers, int most) {
    if (layers > most) {
      issue(
          path,
          "is %d, but a chunk of a stage has %d layers at most".formatted(layers, most),
          "Maybe " + most + "?");
    }
  }

  private void issue(String path, String message, String hint) {
    issues.add(new Issue(path, message, hint));
  }
}

package io.millrace.planner.space;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.model.scenario.Scenario;
import java.util.Collections;
import java.util.List;

/**
 * What holds whoever launches a plan: where two choices do not go together. They are those of
 * {@link io.millrace.model.scenario.PlanRules} that the enumeration of single choices cannot see.
 */
final class CommonRules {
  private static final long MOST_PASSES = 1_000_000;

  static final List<Rule> ALL =
      List.of(
          Rule.ofPasses(
              "interleaving in whole groups",
              "an interleaved pipeline takes micro-batches in multiples of its stages",
              "2104.04473, section 2.2",
              CommonRules::wholeGroups),
          Rule.ofPasses(
              "split backward keeps activations",
              "what weight gradients read is kept until a split backward pass gets to them",
              "2401.10241, section 3",
              CommonRules::keepsWhatItReads),
          Rule.ofPasses(
              "layers of a chunk",
              "layers that are computed again or offloaded by number lie in one chunk",
              "megatron/core/transformer/transformer_block.py (recalled)",
              CommonRules::withinChunk),
          Rule.ofSharing(
              "sharded layers alike",
              "layers whose weights or gradients travel one by one are all computed again or none,"
                  + " and offloaded all or none",
              "PyTorch FSDP wraps every layer alike, torch.distributed.fsdp (recalled)",
              CommonRules::treatsLayersAlike),
          Rule.ofPasses(
              "number of passes",
              "a million passes of micro-batches through stages in an iteration are no plan",
              "the simulator's limit",
              CommonRules::fewPasses));

  private CommonRules() {}

  private static boolean wholeGroups(Scenario scenario, TrainingPlan plan) {
    return plan.schedule() != ScheduleKind.INTERLEAVED
        || plan.microBatches(scenario.workload().globalBatch()) % plan.strategy().pipeline() == 0;
  }

  private static boolean keepsWhatItReads(Scenario scenario, TrainingPlan plan) {
    return plan.recompute() != Recompute.FULL || !plan.schedule().splitsBackward();
  }

  private static boolean withinChunk(Scenario scenario, TrainingPlan plan) {
    boolean some = plan.recomputeSpan().method() == RecomputeSpan.Method.BLOCK;
    int layers = some ? plan.recomputeSpan().layers() : 0;
    int most = Math.max(layers, plan.offloadLayers().orElse(0));
    return most == 0 || most < largestChunk(scenario.model().layerCount(), plan);
  }

  private static boolean treatsLayersAlike(Scenario scenario, TrainingPlan plan) {
    boolean some =
        plan.recomputeSpan().method() == RecomputeSpan.Method.BLOCK
            || plan.offloadLayers().isPresent();
    return !some || plan.strategy().pipeline() > 1 || !plan.sharding().shardsGradients();
  }

  private static boolean fewPasses(Scenario scenario, TrainingPlan plan) {
    long microBatches = plan.microBatches(scenario.workload().globalBatch());
    return microBatches * plan.strategy().pipeline() * plan.virtualStages() <= MOST_PASSES;
  }

  /** Layers of the largest chunk; of a vocabulary that moves layers, those of an even split. */
  static int largestChunk(int layers, TrainingPlan plan) {
    if (!plan.stageLayers().isEmpty()) {
      return Collections.max(plan.stageLayers());
    }
    ParallelStrategy degrees = plan.strategy();
    int chunks = degrees.pipeline() == 1 ? 1 : degrees.pipeline() * plan.virtualStages();
    boolean even = layers % chunks == 0 && plan.vocabulary() != VocabularyPlacement.REDISTRIBUTED;
    return even ? layers / chunks : layers / chunks + 1;
  }
}

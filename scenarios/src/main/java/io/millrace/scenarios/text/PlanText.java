package io.millrace.scenarios.text;

import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.plan.VocabularyPlacement;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan in a line: its degrees and whatever of it is not the plainest.
 *
 * @param plan the plan
 */
record PlanText(TrainingPlan plan) {

  String line() {
    return plan.label() + ", " + String.join(", ", words());
  }

  /** Whatever is not the plainest, one by one. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add("micro-batch " + plan.microBatch());
    pipeline(words);
    exchanges(words);
    words.add("recompute " + recompute());
    if (plan.activationOffload()) {
      words.add(
          plan.offloadLayers().isPresent()
              ? "activations of %d layers a chunk offloaded"
                  .formatted(plan.offloadLayers().getAsInt())
              : "activations offloaded");
    }
    return words;
  }

  private void pipeline(List<String> words) {
    if (plan.strategy().pipeline() == 1) {
      return;
    }
    words.add(
        plan.schedule() == ScheduleKind.INTERLEAVED
            ? "interleaved with " + plan.virtualStages() + " chunks"
            : plan.schedule().key());
    if (!plan.stageLayers().isEmpty()) {
      words.add("layers " + runs(plan.stageLayers()));
    }
    if (plan.vocabulary() != VocabularyPlacement.LAST_STAGE) {
      words.add("vocabulary " + plan.vocabulary().key());
    }
    if (plan.pipelining().rankOrder() == RankOrder.PIPELINE_BEFORE_DATA) {
      words.add("stages next to each other");
    }
  }

  /** Equal neighbours together: {@code 3 + 4 × 6 + 2}. */
  private static String runs(List<Integer> numbers) {
    List<String> runs = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= numbers.size(); i++) {
      if (i == numbers.size() || !numbers.get(i).equals(numbers.get(from))) {
        runs.add(numbers.get(from) + (i - from > 1 ? " × " + (i - from) : ""));
        from = i;
      }
    }
    return String.join(" + ", runs);
  }

  private void exchanges(List<String> words) {
    if (plan.strategy().context() > 1 && plan.contextExchange() != ContextExchange.RING) {
      words.add("context by " + plan.contextExchange().key());
    }
    if (plan.sharding() != Sharding.NONE) {
      boolean groups = plan.shardingGroupSize() < plan.gradientGroup();
      words.add(
          plan.sharding().key() + (groups ? " in groups of " + plan.shardingGroupSize() : ""));
    }
    overlap(words, "gradients", plan.replicas().gradientOverlap());
    overlap(words, "weights", plan.replicas().weightOverlap());
    if (plan.sequenceParallel()) {
      words.add("sequence parallel");
    }
    if (plan.asyncTensorParallel()) {
      words.add("async tensor parallel");
    }
  }

  private static void overlap(List<String> words, String what, Overlap overlap) {
    switch (overlap) {
      case USUAL -> {}
      case ON -> words.add(what + " beside passes");
      case OFF -> words.add(what + " apart from passes");
    }
  }

  private String recompute() {
    RecomputeSpan span = plan.recomputeSpan();
    if (plan.recompute() != Recompute.FULL || span.equals(RecomputeSpan.EACH_LAYER)) {
      return plan.recompute().key();
    }
    return switch (span.method()) {
      case UNIFORM -> "full in units of " + span.layers() + " layers";
      case BLOCK -> "full for " + span.layers() + " layers a chunk";
    };
  }
}

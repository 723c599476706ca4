package io.millrace.planner.export;

import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/** The choices of a training plan, one for each of its fields. */
public enum PlanChoice {
  /** Replicas that see different sequences. */
  DATA("data", plan -> plan.strategy().data(), plan -> true),
  /** Ranks that share each layer's matrices. */
  TENSOR("tensor", plan -> plan.strategy().tensor(), plan -> true),
  /** Stages of consecutive layers. */
  PIPELINE("pipeline", plan -> plan.strategy().pipeline(), plan -> true),
  /** Ranks that share each sequence. */
  CONTEXT("context", plan -> plan.strategy().context(), plan -> true),
  /** Ranks over which a layer's experts are spread. */
  EXPERT("expert", plan -> plan.strategy().expert(), plan -> true),
  /** Order of micro-batches in the pipeline. */
  SCHEDULE("schedule", plan -> plan.schedule().key(), PlanChoice::pipelined),
  /** Chunks of layers per device of the pipeline. */
  VIRTUAL_STAGES("virtualStages", TrainingPlan::virtualStages, PlanChoice::pipelined),
  /** Where the output layer is computed. */
  VOCABULARY("vocabulary", plan -> plan.vocabulary().key(), PlanChoice::pipelined),
  /** Layers of each virtual stage. */
  STAGE_LAYERS("stageLayers", TrainingPlan::stageLayers, PlanChoice::pipelined),
  /** Which ranks lie next to each other. */
  RANK_ORDER(
      "rankOrder",
      plan -> plan.pipelining().rankOrder().key(),
      plan -> pipelined(plan) && plan.strategy().data() > 1),
  /** Sequences per micro-batch. */
  MICRO_BATCH("microBatch", TrainingPlan::microBatch, plan -> true),
  /** Whether tensor-parallel ranks also share the sequence. */
  SEQUENCE_PARALLEL("sequenceParallel", TrainingPlan::sequenceParallel, PlanChoice::sliced),
  /** Whether tensor-parallel collectives run beside matrix products. */
  ASYNC_TENSOR_PARALLEL(
      "asyncTensorParallel", TrainingPlan::asyncTensorParallel, PlanChoice::sliced),
  /** How ranks that share a sequence compute attention. */
  CONTEXT_EXCHANGE(
      "contextExchange",
      plan -> plan.contextExchange().key(),
      plan -> plan.strategy().context() > 1),
  /** What the backward pass computes again. */
  RECOMPUTE("recompute", plan -> plan.recompute().key(), plan -> true),
  /** Over which layers full recomputation goes. */
  RECOMPUTE_SPAN(
      "recomputeLayers",
      plan -> text(plan.recomputeSpan()),
      plan -> plan.recompute() == Recompute.FULL),
  /** Whether activations wait in host memory. */
  ACTIVATION_OFFLOAD("activationOffload", TrainingPlan::activationOffload, plan -> true),
  /** Layers of each chunk whose activations do. */
  OFFLOAD_LAYERS(
      "offloadLayers", plan -> text(plan.offloadLayers()), TrainingPlan::activationOffload),
  /** What data-parallel ranks share out. */
  SHARDING("sharding", plan -> plan.sharding().key(), plan -> plan.gradientGroup() > 1),
  /** Ranks that share it out. */
  SHARDING_GROUP("shardingGroup", plan -> text(plan.shardingGroup()), PlanChoice::sharded),
  /** Whether gradients are summed beside the last backward passes. */
  GRADIENT_OVERLAP(
      "gradientOverlap",
      plan -> plan.replicas().gradientOverlap().key(),
      plan -> plan.gradientGroup() > 1),
  /** Whether weights arrive beside the first forward passes. */
  WEIGHT_OVERLAP(
      "weightOverlap", plan -> plan.replicas().weightOverlap().key(), PlanChoice::sharded);

  private static final List<PlanChoice> ALL = List.of(values());

  private final String key;
  private final Function<TrainingPlan, Object> value;
  private final Predicate<TrainingPlan> matters;

  PlanChoice(String key, Function<TrainingPlan, Object> value, Predicate<TrainingPlan> matters) {
    this.key = key;
    this.value = value;
    this.matters = matters;
  }

  /** Where it stands in a scenario: {@code plan.tensor}. */
  public String path() {
    return "plan." + key;
  }

  /** What a plan chose, as text. */
  public String of(TrainingPlan plan) {
    return String.valueOf(value.apply(plan));
  }

  /** Whether the choice makes a difference, given the others of the plan. */
  public boolean matters(TrainingPlan plan) {
    return matters.test(plan);
  }

  /** All choices that make a difference in a plan. */
  public static List<PlanChoice> mattering(TrainingPlan plan) {
    return ALL.stream().filter(it -> it.matters(plan)).toList();
  }

  private static boolean pipelined(TrainingPlan plan) {
    return plan.strategy().pipeline() > 1;
  }

  private static boolean sliced(TrainingPlan plan) {
    return plan.strategy().tensor() > 1;
  }

  private static boolean sharded(TrainingPlan plan) {
    return plan.sharding() != Sharding.NONE && plan.gradientGroup() > 1;
  }

  private static String text(RecomputeSpan span) {
    return span.method().key() + " " + span.layers();
  }

  private static String text(OptionalInt number) {
    return number.isPresent() ? Integer.toString(number.getAsInt()) : "all";
  }
}

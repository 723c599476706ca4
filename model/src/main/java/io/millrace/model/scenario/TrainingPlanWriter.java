package io.millrace.model.scenario;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.TrainingPlan;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a plan in the keys of a scenario's {@code plan} block, every choice by name so that no
 * default of a framework can change what it means. Only what is without meaning is left out, as the
 * reader refuses it: an exchange of context without context parallelism, the span of a
 * recomputation that is not full, layers to offload where none are.
 */
public final class TrainingPlanWriter {

  private TrainingPlanWriter() {}

  /** The block. */
  public static ObjectNode toTree(TrainingPlan plan) {
    ParallelStrategy strategy = plan.strategy();
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("data", strategy.data())
            .put("tensor", strategy.tensor())
            .put("pipeline", strategy.pipeline())
            .put("context", strategy.context())
            .put("expert", strategy.expert())
            .put("schedule", plan.schedule().key())
            .put("virtualStages", plan.virtualStages())
            .put("vocabulary", plan.vocabulary().key());
    if (!plan.stageLayers().isEmpty()) {
      plan.stageLayers().forEach(node.putArray("stageLayers")::add);
    }
    node.put("rankOrder", plan.pipelining().rankOrder().key())
        .put("microBatch", plan.microBatch())
        .put("sequenceParallel", plan.sequenceParallel())
        .put("asyncTensorParallel", plan.asyncTensorParallel());
    if (strategy.context() > 1) {
      node.put("contextExchange", plan.contextExchange().key());
    }
    node.put("recompute", plan.recompute().key());
    if (plan.recompute() == Recompute.FULL) {
      node.put("recomputeMethod", plan.recomputeSpan().method().key())
          .put("recomputeLayers", plan.recomputeSpan().layers());
    }
    node.put("activationOffload", plan.activationOffload());
    plan.offloadLayers().ifPresent(layers -> node.put("offloadLayers", layers));
    node.put("sharding", plan.sharding().key());
    plan.shardingGroup().ifPresent(ranks -> node.put("shardingGroup", ranks));
    return node.put("gradientOverlap", plan.replicas().gradientOverlap().key())
        .put("weightOverlap", plan.replicas().weightOverlap().key());
  }
}

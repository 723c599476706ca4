package io.millrace.model.planfile;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.hardware.ClusterWriter;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.scenario.Measured;
import io.millrace.model.scenario.ScenarioWriter;
import io.millrace.model.workload.Asynchrony;
import io.millrace.model.workload.Colocation;
import io.millrace.model.workload.OutputLengths;
import io.millrace.model.workload.PostTraining;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a post-training scenario in its normal form, which {@link PostTrainingReader} reads as the
 * same question: names where the catalogues know a cluster or a model, everything else in place,
 * what had been assumed written out.
 */
public final class PostTrainingScenarioWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final HardwareCatalogue hardware;
  private final ScenarioWriter models;

  /** Writes names of the given catalogues. */
  public PostTrainingScenarioWriter(
      HardwareCatalogue hardware, ArchitectureCatalogue architectures) {
    this.hardware = hardware;
    this.models = new ScenarioWriter(hardware, architectures);
  }

  /** Writes names of the bundled catalogues. */
  public static PostTrainingScenarioWriter bundled() {
    return new PostTrainingScenarioWriter(
        HardwareCatalogue.bundled(), ArchitectureCatalogue.bundled());
  }

  /** The scenario with its plan, if it has one. */
  public ObjectNode toTree(PostTrainingScenario scenario) {
    ObjectNode root = question(scenario);
    scenario.plan().ifPresent(plan -> root.set("plan", plan(plan)));
    return root;
  }

  /** The scenario without its plan. */
  public ObjectNode question(PostTrainingScenario scenario) {
    ObjectNode root = NODES.objectNode();
    root.put("version", PostTrainingReader.VERSION);
    root.put("name", scenario.name());
    root.set("cluster", ClusterWriter.toTree(scenario.cluster(), hardware));
    ObjectNode byRole = root.putObject("models");
    scenario
        .models()
        .forEach((role, model) -> byRole.set(role, models.model(model, scenario.assumptions())));
    root.set("workload", workload(scenario.workload()));
    scenario.published().ifPresent(it -> root.set("published", published(it)));
    return root;
  }

  private static ObjectNode published(Measured measured) {
    ObjectNode node = ScenarioWriter.published(measured);
    if (node.has("iterationSeconds")) {
      node.set("stepSeconds", node.remove("iterationSeconds"));
    }
    return node;
  }

  private static ObjectNode workload(PostTraining workload) {
    ObjectNode node = NODES.objectNode();
    node.put("type", PostTrainingReader.TYPE);
    Dataflow dataflow = workload.dataflow();
    node.put("algorithm", dataflow.name());
    Optional<Algorithm> withEngine =
        Stream.of(Algorithm.values())
            .filter(it -> it.withEngineLogProbabilities().equals(dataflow))
            .findFirst();
    boolean known = Stream.of(Algorithm.values()).anyMatch(it -> it.dataflow().equals(dataflow));
    if (!known && withEngine.isEmpty()) {
      ArrayNode calls = node.putArray("calls");
      dataflow.calls().forEach(it -> calls.add(call(it)));
    } else {
      node.put("engineLogProbabilities", withEngine.isPresent());
    }
    node.put("framework", workload.framework());
    workload.frameworkRelease().ifPresent(it -> node.put("frameworkRelease", it));
    node.put("promptTokens", workload.promptTokens());
    switch (workload.outputs()) {
      case OutputLengths.Fixed fixed ->
          node.put("outputLengths", "fixed").put("outputTokens", fixed.tokens());
      case OutputLengths.Capped capped -> capped(node, workload, capped);
    }
    if (workload.asynchrony() instanceof Asynchrony.Streaming streaming) {
      node.put("stalenessThreshold", streaming.threshold())
          .put("partialRollouts", streaming.partialRollouts())
          .put("portions", streaming.portions());
    }
    workload.shardingGroup().ifPresent(it -> node.put("shardingGroup", it));
    workload.adapters().ifPresent(it -> node.put("adapterRank", it.rank()));
    if (workload.colocation() != Colocation.OPEN) {
      node.put("colocated", workload.colocated());
    }
    return node.put("maxSequence", workload.maxSequence())
        .put("responsesPerPrompt", workload.group())
        .put("rolloutsPerStep", workload.rollouts())
        .put("trainBatch", workload.trainBatch())
        .put("asynchrony", workload.asynchrony().key())
        .put("precision", workload.precision().key())
        .put("recompute", workload.recompute().key())
        .put("sharding", workload.sharding().key());
  }

  private static void capped(ObjectNode node, PostTraining workload, OutputLengths.Capped capped) {
    node.put("outputLengths", "capped");
    if (capped.mean() == Math.rint(capped.mean())) {
      node.put("outputTokens", (int) capped.mean());
    } else {
      node.put("averageSequence", workload.meanSequence());
    }
    node.put("outputSpread", capped.spread());
  }

  private static ObjectNode call(ModelFunctionCall call) {
    ObjectNode node = NODES.objectNode();
    node.put("name", call.name()).put("kind", call.kind().key());
    call.role().ifPresent(it -> node.put("model", it));
    call.inputs().forEach(node.putArray("inputs")::add);
    call.outputs().forEach(node.putArray("outputs")::add);
    call.time().ifPresent(it -> node.put("time", it.exact()));
    return node;
  }

  /** A plan in the keys of a scenario's {@code plan} block, every choice by name. */
  public static ObjectNode plan(PostTrainingPlan plan) {
    ObjectNode node = NODES.objectNode();
    ObjectNode calls = node.putObject("calls");
    plan.placements().forEach((name, it) -> calls.set(name, placement(it)));
    return node;
  }

  private static ObjectNode placement(CallPlacement placement) {
    ParallelStrategy degrees = placement.strategy();
    ObjectNode node =
        NODES
            .objectNode()
            .put("devices", placement.mesh().label())
            .put("data", degrees.data())
            .put("tensor", degrees.tensor())
            .put("pipeline", degrees.pipeline())
            .put("context", degrees.context())
            .put("expert", degrees.expert())
            .put("sequenceParallel", placement.sequenceParallel())
            .put("virtualStages", placement.virtualStages());
    placement.microBatches().ifPresent(it -> node.put("microBatches", it));
    return node;
  }
}

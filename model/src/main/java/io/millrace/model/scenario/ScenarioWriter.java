package io.millrace.model.scenario;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.architecture.ArchitectureReader;
import io.millrace.model.architecture.ArchitectureWriter;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.hardware.ClusterWriter;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.workload.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a scenario in its normal form, which {@link ScenarioReader} reads as the same question:
 * names where the catalogues know a cluster or a model, everything else in place, what had been
 * assumed written out. It needs no other file, so paths of model files become their contents.
 */
public final class ScenarioWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final HardwareCatalogue hardware;
  private final ArchitectureCatalogue architectures;

  /** Writes names of the given catalogues. */
  public ScenarioWriter(HardwareCatalogue hardware, ArchitectureCatalogue architectures) {
    this.hardware = hardware;
    this.architectures = architectures;
  }

  /** Writes names of the bundled catalogues. */
  public static ScenarioWriter bundled() {
    return new ScenarioWriter(HardwareCatalogue.bundled(), ArchitectureCatalogue.bundled());
  }

  /** The scenario with its plan, if it has one. */
  public ObjectNode toTree(Scenario scenario) {
    ObjectNode root = question(scenario);
    scenario.plan().ifPresent(plan -> root.set("plan", TrainingPlanWriter.toTree(plan)));
    return root;
  }

  /** The scenario without its plan. */
  public ObjectNode question(Scenario scenario) {
    ObjectNode root = NODES.objectNode();
    root.put("version", ScenarioReader.VERSION);
    root.put("name", scenario.name());
    root.set("cluster", ClusterWriter.toTree(scenario.cluster(), hardware));
    root.set("model", model(scenario.model(), scenario.assumptions()));
    root.set("workload", workload(scenario));
    if (scenario.objective() != Objective.TIME) {
      root.put("objective", scenario.objective().key());
    }
    scenario.pricePerDevice().ifPresent(price -> root.put("pricePerDevice", price.exact()));
    if (scenario.seed() != 0) {
      root.put("seed", scenario.seed());
    }
    scenario.published().ifPresent(it -> root.set("published", published(it)));
    return root;
  }

  /** A name that means this model, else a block that does. */
  public JsonNode model(ModelArchitecture model, List<Assumption> assumptions) {
    if (architectures
        .find(model.name())
        .filter(it -> it.architecture().equals(model))
        .isPresent()) {
      return NODES.stringNode(model.name());
    }
    ObjectNode block = ArchitectureWriter.toTree(model);
    if (PlanRules.assumesHeads(assumptions)) {
      // A number of heads that was assumed need not divide; one that is written has to.
      ObjectNode open = block.deepCopy();
      open.remove("heads");
      open.remove("kvHeads");
      if (reads(open, model)) {
        return open;
      }
    }
    return reads(block, model) ? block : ArchitectureWriter.kindsOf(model);
  }

  private boolean reads(ObjectNode block, ModelArchitecture model) {
    Issues issues = new Issues();
    ObjectNode owner = NODES.objectNode();
    owner.set("model", block);
    return ArchitectureReader.read(
            Fields.of(new Document(owner), issues),
            "model",
            Optional.empty(),
            architectures,
            new ArrayList<>())
        .filter(it -> issues.isEmpty() && it.equals(model))
        .isPresent();
  }

  private static ObjectNode workload(Scenario scenario) {
    Training training = scenario.workload();
    ObjectNode node = NODES.objectNode();
    node.put("type", "training");
    node.put("framework", scenario.framework().line());
    training.frameworkRelease().ifPresent(release -> node.put("frameworkRelease", release));
    node.put("globalBatch", training.globalBatch());
    node.put("sequence", training.sequence());
    node.put("precision", training.precision().key());
    if (training.compiled()) {
      node.put("compiled", true);
    }
    training.task().ifPresent(task -> node.put("task", task));
    return node;
  }

  /** What was measured, in the keys of {@code published}. */
  public static ObjectNode published(Measured measured) {
    ObjectNode node = NODES.objectNode();
    put(node, "iterationSeconds", measured.iterationSeconds());
    put(node, "tokensPerSecond", measured.tokensPerSecond());
    put(node, "tokensPerSecondPerDevice", measured.tokensPerSecondPerDevice());
    put(node, "modelTflopsPerDevice", measured.modelTflopsPerDevice());
    put(node, "hardwareTflopsPerDevice", measured.hardwareTflopsPerDevice());
    put(node, "modelFlopsUtilizationPercent", measured.modelFlopsUtilizationPercent());
    put(node, "hardwareFlopsUtilizationPercent", measured.hardwareFlopsUtilizationPercent());
    measured.peakMemory().ifPresent(memory -> node.put("peakMemory", memory.exact()));
    if (!measured.source().isEmpty()) {
      node.put("source", measured.source());
    }
    return node;
  }

  private static void put(ObjectNode node, String key, OptionalDouble value) {
    value.ifPresent(it -> node.put(key, it));
  }
}

package io.millrace.simulator;

import io.millrace.model.framework.FrameworkCatalogue;
import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.input.Document;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.simulator.report.Simulation;
import io.millrace.simulator.report.Timeline;
import java.nio.file.Path;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Training scenarios for tests, each a change of a few keys of another, in the words of the
 * scenario format. The cluster has as many devices as the plan needs unless {@code cluster.devices}
 * is set.
 */
public final class Sample {
  private static final String GPT =
      """
      version: 1
      name: gpt
      cluster: {device: nvidia-a100-sxm-80g}
      model: {layers: 8, hidden: 1024, ffn: 4096, heads: 16, vocab: 51200, activation: gelu,
              positionEmbeddings: 2048}
      workload: {type: training, framework: megatron-lm-2022, globalBatch: 8, sequence: 2048,
                 precision: bf16}
      plan: {data: 1, tensor: 1, pipeline: 1, context: 1, expert: 1, virtualStages: 1,
             microBatch: 1, sharding: none, recompute: none}
      """;

  private static final String LLAMA =
      """
      version: 1
      name: llama
      cluster: {device: nvidia-h100-sxm}
      model: {layers: 8, hidden: 2048, ffn: 5632, heads: 32, kvHeads: 8, vocab: 32000,
              activation: swiglu}
      workload: {type: training, framework: megatron-core-2024, globalBatch: 8, sequence: 4096,
                 precision: bf16}
      plan: {data: 1, tensor: 1, pipeline: 1, context: 1, expert: 1, virtualStages: 1,
             microBatch: 1, sharding: none, recompute: none}
      """;

  private final ObjectNode root;

  private Sample(ObjectNode root) {
    this.root = root;
  }

  /** A scenario as it is written in files. */
  public static Sample of(String yaml) {
    return new Sample((ObjectNode) Document.parse(yaml, false).orThrow().root());
  }

  /** A GPT with learned positions, dropout and unfused attention. */
  public static Sample gpt() {
    return of(GPT);
  }

  /** A Llama: gated activation, grouped queries, rotary positions, flash attention. */
  public static Sample llama() {
    return of(LLAMA);
  }

  /** The Llama with eight experts in each layer, two of them for each token. */
  public static Sample mixture() {
    return llama()
        .with("name", "mixture")
        .without("model.ffn")
        .with("model.moe.experts", 8)
        .with("model.moe.topK", 2)
        .with("model.moe.expertFfn", 1408);
  }

  /** The same with another value of a key, such as {@code plan.pipeline}. */
  public Sample with(String path, Object value) {
    Sample changed = new Sample(root.deepCopy());
    int dot = path.lastIndexOf('.');
    ObjectNode owner = changed.root;
    for (String key : dot < 0 ? new String[0] : path.substring(0, dot).split("\\.")) {
      owner = owner.withObjectProperty(key);
    }
    owner.putPOJO(path.substring(dot + 1), value);
    return new Sample((ObjectNode) Document.parse(changed.root.toString(), true).orThrow().root());
  }

  /** The same without a key. */
  public Sample without(String path) {
    Sample changed = new Sample(root.deepCopy());
    int dot = path.lastIndexOf('.');
    ((ObjectNode) changed.root.at("/" + path.substring(0, dot).replace('.', '/')))
        .remove(path.substring(dot + 1));
    return changed;
  }

  /** The same with the first framework of the catalogue that has a property. */
  public Sample withFramework(Predicate<FrameworkProfile> property) {
    return with(
        "workload.framework",
        FrameworkCatalogue.bundled().profiles().stream()
            .filter(property)
            .findFirst()
            .orElseThrow()
            .id());
  }

  /** The scenario. */
  public Scenario scenario() {
    Sample complete = this;
    if (!root.at("/cluster").has("devices")) {
      int devices = 1;
      for (String degree : new String[] {"data", "tensor", "pipeline", "context"}) {
        devices *= root.at("/plan/" + degree).asInt(1);
      }
      complete = with("cluster.devices", devices);
    }
    return ScenarioReader.bundled().read(new Document(complete.root), Path.of("")).orThrow();
  }

  /** What the calibrated simulator says. */
  public SimulationReport report() {
    return report(Simulator.calibrated());
  }

  /** What a simulator says. */
  public SimulationReport report(Simulator simulator) {
    return simulate(simulator, false).report();
  }

  /** What ran when. */
  public Timeline timeline(Simulator simulator) {
    return simulate(simulator, true).timeline().orElseThrow();
  }

  /** Seconds per iteration by the calibrated simulator. */
  public double seconds() {
    return report().iterationTime().value();
  }

  /** Seconds per iteration by a simulator. */
  public double seconds(Simulator simulator) {
    return report(simulator).iterationTime().value();
  }

  private Simulation simulate(Simulator simulator, boolean withTimeline) {
    Scenario scenario = scenario();
    TrainingPlan plan = scenario.plan().orElseThrow();
    return simulator.simulate(scenario, plan, withTimeline);
  }
}

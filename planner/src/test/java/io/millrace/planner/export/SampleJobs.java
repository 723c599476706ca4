package io.millrace.planner.export;

import io.millrace.model.input.Document;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.nio.file.Path;

/** Plans of four kinds, small enough that a reader can check the files by hand. */
enum SampleJobs {
  /** A dense model whose layers do not divide, on a pipeline with light ends. */
  UNEVEN_PIPELINE(
      """
      version: 1
      name: Fourteen layers on four stages
      cluster: {node: dgx-a100, nodes: 4}
      model: {name: own-14, layers: 14, hidden: 2048, ffn: 8192, heads: 16, vocab: 50304,
        activation: gelu, tiedEmbeddings: true, positionEmbeddings: 2048}
      workload: {type: training, framework: megatron-core-2024, globalBatch: 64, sequence: 2048,
        precision: bf16}
      plan: {label: d4t2p4, stageLayers: [2, 5, 5, 2], microBatch: 2, sequenceParallel: true,
        schedule: 1f1b, virtualStages: 1, sharding: zero1, recompute: full, recomputeMethod: block,
        recomputeLayers: 2, rankOrder: pipeline-before-data}
      """),
  /** Experts over data-parallel ranks, with modules for a further token. */
  EXPERTS(
      """
      version: 1
      name: Mixtral with groups of replicas
      cluster: {node: dgx-h100, nodes: 8}
      model: mixtral-8x7b
      workload: {type: training, framework: megatron-bridge-2026, globalBatch: 256, sequence: 4096,
        precision: fp8-current-scaling}
      plan: {label: d8t2p4e8, sequenceParallel: true, schedule: interleaved, virtualStages: 2,
        microBatch: 1, sharding: zero1, shardingGroup: 4, recompute: selective,
        gradientOverlap: on, weightOverlap: on}
      """),
  /** Weights shared out over all devices, and nothing else. */
  ZERO3(
      """
      version: 1
      name: Llama 8B fully sharded
      cluster: {node: dgx-h100, nodes: 2}
      model: llama-3.1-8b
      workload: {type: training, framework: torchtitan, globalBatch: 64, sequence: 8192,
        precision: bf16, compiled: true}
      plan: {label: d16, sharding: zero3, microBatch: 2, recompute: full}
      """),
  /** Sequences over two ranks and two chunks of layers on each stage. */
  LONG_CONTEXT(
      """
      version: 1
      name: Llama 70B on long sequences
      cluster: {node: dgx-h100, nodes: 8}
      model: llama-3.1-70b
      workload: {type: training, framework: torchtitan, globalBatch: 32, sequence: 32768,
        precision: bf16}
      plan: {label: d2t8p2c2, sequenceParallel: true, schedule: interleaved, virtualStages: 2,
        microBatch: 1, sharding: zero2, recompute: selective, contextExchange: all-gather}
      """);

  private final Scenario scenario;

  SampleJobs(String yaml) {
    this.scenario =
        ScenarioReader.bundled().read(Document.parse(yaml, false).orThrow(), Path.of("")).orThrow();
  }

  LaunchJob launch() {
    return LaunchJob.of(scenario, scenario.plan().orElseThrow());
  }
}

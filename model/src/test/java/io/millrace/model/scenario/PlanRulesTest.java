package io.millrace.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanRulesTest {
  private static final ScenarioReader READER = ScenarioReader.bundled();

  @Test
  void devicesAreTheProductOfTheDegrees() {
    assertThat(issues("d4t2p2"))
        .containsExactly(
            new Issue(
                "plan",
                "data 4 x tensor 2 x pipeline 2 x context 1 = 16 devices, the cluster has 64",
                "Maybe data: 16?"));
    assertThat(issues("d4t4p3").getFirst().hint()).isEqualTo("Maybe data: 5, on 60 devices?");
    assertThat(issues("d1t8p8c2").getFirst().hint())
        .isEqualTo("one replica alone needs 128 devices");
  }

  @Test
  void expertsDivideTheirNumberAndTheRanksThatHoldThem() {
    assertThat(issues("d32t2p1c1e8")).isEmpty();
    assertThat(issues("d32t2p1c1e16"))
        .containsExactly(Issue.of("plan.expert", "16 does not divide the 8 experts"));
    assertThat(issues("d4t1p16c1e8"))
        .containsExactly(
            Issue.of("plan.expert", "8 does not divide the 4 ranks of data x tensor x context"));
  }

  @Test
  void onlyModelsWithExpertsSpreadThem() {
    String dense =
        """
        version: 1
        name: rules
        cluster: {node: dgx-h100, nodes: 8}
        model: llama-3-8b
        workload: {type: training, globalBatch: 64, sequence: 4096, precision: bf16}
        plan: {data: 64, expert: 8}
        """;

    assertThat(read(dense.replace("expert: 8", "expert: 1"))).isEmpty();
    assertThat(read(dense))
        .containsExactly(
            new Issue(
                "plan.expert",
                "is 8, but the model has no experts",
                "Maybe expert: 1, or a model with model.moe?"));
  }

  @Test
  void tensorRanksDivideTheHeadsAndContextRanksTheSequence() {
    assertThat(issues("d1t64")).extracting(Issue::path).containsExactly("plan.tensor");
    assertThat(issues("d16t4", "globalBatch: 64, sequence: 4095"))
        .as("one context rank has any sequence")
        .isEmpty();
    assertThat(issues("d16t1p1c4", "globalBatch: 64, sequence: 4095"))
        .containsExactly(Issue.of("plan.context", "4 does not divide the sequence of 4095 tokens"));
  }

  @Test
  void stagesDivideTheLayersAmongThem() {
    assertThat(issues("d1t1p64"))
        .containsExactly(Issue.of("plan.pipeline", "64 stages are more than the 32 layers"));
    assertThat(issues("d4p16, virtualStages: 4"))
        .extracting(Issue::message)
        .contains("16 stages x 4 chunks are more than the 32 layers with embedding and loss");
    assertThat(issues("d32p2, stageLayers: [16, 15]"))
        .containsExactly(Issue.of("plan.stageLayers", "adds up to 31, the model has 32"));
  }

  @Test
  void replicasShareTheGlobalBatchEvenly() {
    assertThat(issues("d32t2, microBatch: 3"))
        .containsExactly(
            new Issue(
                "workload.globalBatch",
                "64 is no multiple of data 32 x microBatch 3",
                "Maybe 96?"));
  }

  @Test
  void interleavingNeedsMicroBatchesInGroupsOfTheStages() {
    assertThat(issues("d16p4, virtualStages: 2")).isEmpty();
    assertThat(issues("d8p8, virtualStages: 2", "globalBatch: 40, sequence: 4096"))
        .containsExactly(
            new Issue(
                "plan.schedule",
                "interleaved needs micro-batches in multiples of the 8 stages, there are 5",
                "2104.04473, section 2.2"));
  }

  @Test
  void aVHasTwoChunksOnEachDevice() {
    assertThat(issues("d16p4, schedule: v-half")).isEmpty();
    assertThat(issues("d16p4, schedule: v-min, virtualStages: 2")).isEmpty();
    assertThat(issues("d16p4, schedule: zero-bubble-v, virtualStages: 3"))
        .containsExactly(
            new Issue(
                "plan.virtualStages",
                "is 3, but the V of schedule zero-bubble-v has two chunks a device",
                "Maybe virtualStages: 2?"));
  }

  @Test
  void splitBackwardPassesDoNotGoWithFullRecomputation() {
    assertThat(issues("d16p4, schedule: zero-bubble-b, recompute: selective")).isEmpty();
    assertThat(issues("d16p4, schedule: zero-bubble-b, recompute: full"))
        .containsExactly(
            new Issue(
                "plan.recompute",
                "is full, but schedule zero-bubble-b keeps what weight gradients read until it gets"
                    + " to them",
                "Maybe recompute: none, or schedule: 1f1b?"));
  }

  @Test
  void passesOfASharedVocabularyNeedAPipelineAndOneForwardOneBackward() {
    assertThat(issues("d16p4, vocabulary: parallel-one-barrier")).isEmpty();
    assertThat(issues("d64, vocabulary: interlaced"))
        .containsExactly(
            new Issue(
                "plan.vocabulary",
                "is interlaced, but there is no pipeline whose stages could share it",
                "Maybe pipeline: 2 or more, or vocabulary: last-stage?"));
    assertThat(issues("d16p4, vocabulary: interlaced, virtualStages: 2"))
        .extracting(Issue::path)
        .containsExactly("plan.vocabulary");
  }

  @Test
  void passesAreNotWithoutEnd() {
    assertThat(issues("d1t1p1", "globalBatch: 2000000000, sequence: 1"))
        .extracting(Issue::message)
        .anyMatch(it -> it.endsWith("more than 1000000 passes"));
  }

  @Test
  void headsThatWereOnlyAssumedNeedNotDivide() {
    String yaml =
        """
        version: 1
        name: rules
        cluster: {node: dgx-h100, nodes: 3}
        model: {layers: 8, hidden: 768, ffn: 3072%s, vocab: 32000}
        workload: {type: training, globalBatch: 64, sequence: 4096, precision: bf16}
        plan: {data: 3, tensor: 8}
        """
            .replace("globalBatch: 64", "globalBatch: 66");

    assertThat(read(yaml.formatted(""))).isEmpty();
    assertThat(read(yaml.formatted(", heads: 12")))
        .containsExactly(Issue.of("plan.tensor", "8 does not divide the 12 attention heads"));
  }

  @Test
  void unitsOfLayersGoWithFullRecomputation() {
    assertThat(issues("d32t2, recompute: full, recomputeMethod: block, recomputeLayers: 2"))
        .isEmpty();
    assertThat(issues("d32t2, recompute: none, recomputeLayers: 2"))
        .containsExactly(
            new Issue(
                "plan.recomputeLayers",
                "goes with full recomputation only",
                "add recompute: full"));
  }

  @Test
  void layersAreOffloadedWhereOffloadingIsOn() {
    assertThat(issues("d32t2, activationOffload: true, offloadLayers: 3")).isEmpty();
    assertThat(issues("d32t2, offloadLayers: 3"))
        .containsExactly(
            new Issue(
                "plan.offloadLayers", "needs activationOffload", "add activationOffload: true"));
  }

  @Test
  void unitsAndOffloadedLayersLieInAChunk() {
    String block = "recompute: full, recomputeMethod: block, recomputeLayers: ";
    assertThat(issues("d16p4, virtualStages: 2, " + block + 4)).isEmpty();
    assertThat(issues("d16p4, virtualStages: 2, " + block + 5))
        .containsExactly(
            new Issue(
                "plan.recomputeLayers",
                "is 5, but a chunk of a stage has 4 layers at most",
                "Maybe 4?"));
    assertThat(issues("d32p2, activationOffload: true, offloadLayers: 100"))
        .extracting(Issue::message)
        .containsExactly("is 100, but a chunk of a stage has 16 layers at most");
    assertThat(issues("d32p2, stageLayers: [20, 12], activationOffload: true, offloadLayers: 20"))
        .isEmpty();
  }

  /** 32 layers with embedding and loss over 12 chunks: 34 = 10 x 3 + 2 x 2. */
  @Test
  void layersThatDoNotDivideMakeLargerChunks() {
    assertThat(issues("d16p4, virtualStages: 3, activationOffload: true, offloadLayers: 3"))
        .isEmpty();
    assertThat(issues("d16p4, virtualStages: 3, activationOffload: true, offloadLayers: 4"))
        .extracting(Issue::path)
        .containsExactly("plan.offloadLayers");
  }

  @Test
  void contextRanksAloneExchangeContext() {
    assertThat(issues("d32t1p1c2, contextExchange: ulysses")).isEmpty();
    assertThat(issues("d64, contextExchange: ulysses"))
        .containsExactly(
            new Issue("plan.contextExchange", "needs context parallelism", "give context > 1"));
  }

  private static List<Issue> issues(String plan) {
    return issues(plan, "globalBatch: 64, sequence: 4096");
  }

  /** What is wrong with a plan of Mixtral 8x7B, 32 layers with 32 heads and 8 experts. */
  private static List<Issue> issues(String plan, String sizes) {
    return read(
        """
        version: 1
        name: rules
        cluster: {node: dgx-h100, nodes: 8}
        model: mixtral-8x7b
        workload: {type: training, %s, precision: bf16}
        plan: {label: %s}
        """
            .formatted(sizes, plan));
  }

  private static List<Issue> read(String yaml) {
    return Document.parse(yaml, false)
        .then(document -> READER.read(document, Path.of("")))
        .issues();
  }
}

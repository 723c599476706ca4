package io.millrace.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.HourlyPrice;
import io.millrace.model.workload.TrainingPrecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioReaderTest {
  private static final String SHORT =
      """
      version: 1
      name: short
      cluster: {node: dgx-h100, nodes: 2}
      model: llama-3-8b
      workload: {type: training, globalBatch: 64, sequence: 8192, precision: bf16}
      """;

  private static final String LONG =
      """
      version: 1
      name: long
      cluster: {node: dgx-h100, nodes: 8}
      model: llama-3-8b
      workload:
        type: training
        framework: megatron-core-2024
        frameworkRelease: "0.9"
        globalBatch: 128
        sequence: 8192
        precision: fp8-rowwise
        compiled: true
        task: sft
      plan:
        label: d4t2p4c2
        virtualStages: 2
        microBatch: 4
        sequenceParallel: true
        schedule: interleaved
        vocabulary: redistributed
        stageLayers: [5, 4, 4, 4, 4, 4, 4, 3]
        sharding: zero1
        shardingGroup: 4
        asyncTensorParallel: true
        recompute: selective
        activationOffload: true
      objective: tokens-per-dollar
      pricePerDevice: 2.5 USD/h
      seed: 7
      published: {iterationTime: 2 s, peakMemory: 70 GiB, source: "somewhere, table 1"}
      """;

  private final ScenarioReader reader = ScenarioReader.bundled();

  @Test
  void readsEveryKey() {
    Scenario scenario = read(LONG).orThrow();

    assertThat(scenario.name()).isEqualTo("long");
    assertThat(scenario.cluster().devices()).isEqualTo(64);
    assertThat(scenario.model().layerCount()).isEqualTo(32);
    assertThat(scenario.framework().id()).isEqualTo("megatron-core-2024");
    assertThat(scenario.workload().frameworkRelease()).contains("0.9");
    assertThat(scenario.workload().precision()).isEqualTo(TrainingPrecision.FP8_ROWWISE);
    assertThat(scenario.workload().compiled()).isTrue();
    assertThat(scenario.workload().task()).contains("sft");
    assertThat(scenario.workload().tokens()).isEqualTo(128 * 8192);
    assertThat(scenario.objective()).isEqualTo(Objective.TOKENS_PER_DOLLAR);
    assertThat(scenario.pricePerDevice()).contains(new HourlyPrice(2.5));
    assertThat(scenario.seed()).isEqualTo(7);
    assertThat(scenario.plan())
        .contains(
            new TrainingPlan(
                new ParallelStrategy(4, 2, 4, 2, 1),
                new Pipelining(
                    ScheduleKind.INTERLEAVED,
                    2,
                    VocabularyPlacement.REDISTRIBUTED,
                    List.of(5, 4, 4, 4, 4, 4, 4, 3),
                    RankOrder.DATA_BEFORE_PIPELINE),
                new LayerStrategy(
                    4,
                    true,
                    true,
                    ContextExchange.RING,
                    Recompute.SELECTIVE,
                    RecomputeSpan.EACH_LAYER,
                    true,
                    OptionalInt.empty()),
                new ReplicaStrategy(
                    Sharding.ZERO1, OptionalInt.of(4), Overlap.USUAL, Overlap.USUAL)));
    Measured published = scenario.published().orElseThrow();
    assertThat(published.iterationSeconds()).hasValue(2);
    assertThat(published.peakMemory()).contains(Bytes.parse("70 GiB"));
    assertThat(published.source()).isEqualTo("somewhere, table 1");
  }

  @Test
  void leavesThePlanToASearchAndListsWhatItAssumed() {
    Scenario scenario = read(SHORT).orThrow();

    assertThat(scenario.plan()).isEmpty();
    assertThat(scenario.objective()).isEqualTo(Objective.TIME);
    assertThat(scenario.pricePerDevice()).isEmpty();
    assertThat(scenario.published()).isEmpty();
    assertThat(scenario.seed()).isZero();
    assertThat(scenario.assumptions())
        .contains(new Assumption("workload.framework", "generic", "no framework is named"));
  }

  @Test
  void fillsAPlanByTheDefaultsOfTheFramework() {
    Scenario scenario =
        read(SHORT.replace("type: training,", "type: training, framework: megatron-lm-2021,")
                + "plan: {data: 4, pipeline: 4}\n")
            .orThrow();

    TrainingPlan plan = scenario.plan().orElseThrow();
    assertThat(plan.label()).isEqualTo("d4t1p4");
    assertThat(plan.schedule()).isEqualTo(ScheduleKind.ONE_FORWARD_ONE_BACKWARD);
    assertThat(plan.recompute()).isEqualTo(Recompute.FULL);
    assertThat(scenario.assumptions())
        .extracting(Assumption::path, Assumption::value)
        .contains(
            tuple("plan.microBatch", "1"),
            tuple("plan.virtualStages", "1"),
            tuple("plan.schedule", "1f1b"),
            tuple("plan.sharding", "none"),
            tuple("plan.recompute", "full"));
  }

  @Test
  void takesSeveralChunksForAnInterleavedSchedule() {
    TrainingPlan chunks =
        read(SHORT + "plan: {data: 4, pipeline: 4, virtualStages: 2}\n")
            .orThrow()
            .plan()
            .orElseThrow();
    TrainingPlan named =
        read(SHORT + "plan: {data: 4, pipeline: 4, schedule: interleaved}\n")
            .orThrow()
            .plan()
            .orElseThrow();

    assertThat(chunks.schedule()).isEqualTo(ScheduleKind.INTERLEAVED);
    assertThat(named.virtualStages()).isEqualTo(2);
    assertThat(read(SHORT + "plan: {label: d4p4, schedule: 1f1b, virtualStages: 2}\n").issues())
        .extracting(Issue::path)
        .containsExactly("plan.virtualStages");
  }

  @Test
  void standsInForAFrameworkThatNobodyDescribed() {
    Scenario scenario =
        read(SHORT.replace("type: training,", "type: training, framework: mindspore,")).orThrow();

    assertThat(scenario.framework().id()).isEqualTo("generic");
    assertThat(scenario.assumptions())
        .filteredOn(it -> it.path().equals("workload.framework"))
        .singleElement()
        .extracting(Assumption::reason)
        .asString()
        .contains("'mindspore' has no profile", "megatron-core-2024")
        .doesNotContain("@");
  }

  @Test
  void refusesAFrameworkThatIsNearlyAKnownOne() {
    assertThat(
            read(SHORT.replace("type: training,", "type: training, framework: megatron-core-2042,"))
                .issues())
        .containsExactly(
            new Issue(
                "workload.framework",
                "'megatron-core-2042' is not known",
                "Maybe 'megatron-core-2024'? Or write generic if it is none of them"));
  }

  @Test
  void namesTheReleasesOfAFamilyOfFrameworks() {
    assertThat(
            read(SHORT.replace("type: training,", "type: training, framework: megatron,")).issues())
        .singleElement()
        .extracting(Issue::hint)
        .asString()
        .startsWith("Maybe one of megatron-lm-2021, ")
        .contains("megatron-core-2024");
  }

  @Test
  void aMisspeltTypeDoesNotHideWhatElseIsWrong() {
    assertThat(read(SHORT.replace("type: training,", "type: trainig, globalBatch: none,")).issues())
        .extracting(Issue::path)
        .contains("workload.type", "workload.globalBatch");
  }

  @Test
  void saysWhatMakesNoDifference() {
    assertThat(read(LONG).orThrow().assumptions())
        .extracting(Assumption::path, Assumption::value)
        .contains(
            tuple("workload.frameworkRelease", "megatron-core-2024"),
            tuple("objective", "without effect"));
    assertThat(read(SHORT + "objective: cost\n").orThrow().assumptions())
        .as("a search heeds it")
        .extracting(Assumption::path)
        .doesNotContain("objective");
  }

  /** Of that line earlier releases are described. */
  @Test
  void releasesThatDifferNeedNoRemark() {
    String release =
        "type: training, framework: megatron-bridge-2026, frameworkRelease: \"25.09\",";

    assertThat(read(SHORT.replace("type: training,", release)).orThrow().assumptions())
        .extracting(Assumption::path)
        .doesNotContain("workload.frameworkRelease");
    assertThat(
            read(SHORT.replace("type: training,", release.replace("25.09", "99.11")))
                .orThrow()
                .assumptions())
        .contains(
            new Assumption(
                "workload.frameworkRelease",
                "megatron-bridge-2026",
                "nothing is known to be different in 99.11"));
  }

  @Test
  void refusesPrecisionsThatTheDeviceHasNoEnginesFor() {
    String ampere = SHORT.replace("node: dgx-h100, nodes: 2", "device: a100, devices: 16");

    assertThat(read(ampere).issues()).isEmpty();
    for (String precision : List.of("fp8", "fp8-rowwise", "mxfp8", "nvfp4")) {
      assertThat(read(ampere.replace("bf16", precision)).issues())
          .extracting(Issue::path, Issue::hint)
          .containsExactly(tuple("workload.precision", "It can do fp32, fp16, bf16"));
    }
    assertThat(read(SHORT.replace("bf16", "nvfp4")).issues())
        .singleElement()
        .extracting(Issue::message)
        .isEqualTo("is nvfp4, but NVIDIA H100 SXM 80 GB has no engines for fp4");
    assertThat(read(SHORT.replace("bf16", "fp8")).issues()).isEmpty();
  }

  /** Its own data lack the peak of 8 bits, those of others of the generation do not. */
  @Test
  void aGenerationSharesItsFormats() {
    String ada = SHORT.replace("node: dgx-h100, nodes: 2", "device: nvidia-rtx4090, devices: 16");

    assertThat(read(ada.replace("bf16", "fp8")).issues()).isEmpty();
    assertThat(read(ada.replace("bf16", "nvfp4")).issues())
        .extracting(Issue::path)
        .containsExactly("workload.precision");
  }

  @Test
  void refusesOtherVersionsAndWorkloads() {
    assertThat(read(SHORT.replace("version: 1", "version: 2")).issues())
        .containsExactly(Issue.of("version", "is 2; this release reads version 1"));
    assertThat(read(SHORT.replace("type: training", "type: serving")).issues())
        .containsExactly(
            new Issue(
                "workload.type",
                "'serving' is not simulated by this release",
                "Known: training, post-training"));
  }

  @Test
  void saysWhereQuestionsAboutPostTrainingBelong() {
    assertThat(read(SHORT.replace("type: training", "type: post-training")).issues())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.message()).contains("about training so far");
              assertThat(it.hint()).startsWith("plan,");
            });
    assertThat(read(SHORT.replace("type: training", "type: GRPO")).issues())
        .singleElement()
        .satisfies(it -> assertThat(it.hint()).startsWith("Maybe 'post-training'"));
  }

  @Test
  void findsDegreesThatContradictTheLabel() {
    assertThat(read(SHORT + "plan: {label: d8t2, data: 8, tensor: 4}\n").issues())
        .containsExactly(Issue.of("plan.tensor", "is 4, the label says 2"));
    assertThat(read(SHORT + "plan: {label: 8x2}\n").issues())
        .containsExactly(
            new Issue(
                "plan.label", "'8x2' is no label such as d8t4p2c1e1", "write it like 'd8t4p2'"));
  }

  @Test
  void findsTheModelFileBesideTheScenario(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "llama", "hidden_size": 1024, "num_hidden_layers": 4, "vocab_size": 32000,
         "num_attention_heads": 16, "intermediate_size": 4096, "tie_word_embeddings": false}
        """);
    Path file =
        Files.writeString(folder.resolve("own.yaml"), SHORT.replace("llama-3-8b", "./config.json"));

    assertThat(reader.read(file).orThrow().model().layerCount()).isEqualTo(4);
  }

  @Test
  void readsPlansOfMeasuredResultsLikeThoseOfScenarios() {
    assertThat(read(SHORT + "published: {iterationTime: 0 s, tokensPerSecond: -1}\n").issues())
        .extracting(Issue::path)
        .contains("published.tokensPerSecond");
  }

  private Parsed<Scenario> read(String yaml) {
    return Document.parse(yaml, false).then(document -> reader.read(document, Path.of("")));
  }
}

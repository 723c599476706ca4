package io.millrace.model.megatron;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.launch.ImportedScenario;
import io.millrace.model.launch.LaunchDescription;
import io.millrace.model.launch.LaunchImport;
import io.millrace.model.launch.Surroundings;
import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.TrainingPrecision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MegatronScriptTest {
  /** In the manner of the examples that come with Megatron-LM. */
  private static final String LLAMA =
      """
      #!/bin/bash
      #SBATCH --nodes=4
      export CUDA_DEVICE_MAX_CONNECTIONS=${CUDA_DEVICE_MAX_CONNECTIONS:-1}
      CHECKPOINT_PATH=${1:-"checkpoints/llama3"}
      TP_SIZE=2
      PP_SIZE=4
      GPUS_PER_NODE=8
      NUM_NODES=${NUM_NODES:-4}
      WORLD_SIZE=$((GPUS_PER_NODE*NUM_NODES))
      DTYPE=${DTYPE:-"fp8"}

      DISTRIBUTED_ARGS=(
          --nproc_per_node $GPUS_PER_NODE
          --nnodes $NUM_NODES
          --master_addr ${MASTER_ADDR}
      )
      MODEL_ARGS=(
          --num-layers 32
          --hidden-size 4096
          --ffn-hidden-size 14336
          --num-attention-heads 32
          --group-query-attention
          --num-query-groups 8
          --kv-channels 128
          --seq-length 8192
          --max-position-embeddings 8192
          --vocab-size 128256
          --position-embedding-type rope
          --rotary-base 1000000
          --attention-dropout 0.0
          --swiglu
          --normalization RMSNorm
          --init-method-std 0.0134
          --untie-embeddings-and-output-weights
          --disable-bias-linear
      )
      TRAINING_ARGS=(
          --micro-batch-size 1
          --global-batch-size 128
          --lr 0.00015
          --train-samples 1953125000
          --bf16
          --grad-reduce-in-bf16
      )
      if [[ "$DTYPE" == "fp8" ]]; then
          TRAINING_ARGS+=(--fp8-format hybrid --fp8-recipe tensorwise)
      fi
      MODEL_PARALLEL_ARGS=(
          --tensor-model-parallel-size $TP_SIZE
          --pipeline-model-parallel-size $PP_SIZE
          --num-virtual-stages-per-pipeline-rank 2
          --sequence-parallel
          --use-distributed-optimizer
          --overlap-grad-reduce
          --novel-thing 3
      )
      torchrun ${DISTRIBUTED_ARGS[@]} pretrain_gpt.py \\
          ${MODEL_ARGS[@]} ${TRAINING_ARGS[@]} ${MODEL_PARALLEL_ARGS[@]} \\
          --save "$CHECKPOINT_PATH" 2>&1 | tee log.txt
      """;

  private static Parsed<ImportedScenario> read(String script) {
    return describe(script).then(it -> LaunchImport.of(it, Surroundings.named("imported")));
  }

  private static Parsed<LaunchDescription> describe(String script) {
    return MegatronScript.read(script, "own", Map.of(), true);
  }

  private static TrainingPlan plan(String script) {
    return read(script).orThrow().scenario().plan().orElseThrow();
  }

  /** A script of one line for GPT-like model on 64 devices with more options. */
  private static String line(String more) {
    return "torchrun --nproc_per_node=8 --nnodes=8 pretrain_gpt.py --num-layers 24"
        + " --hidden-size 1024 --num-attention-heads 16 --seq-length 2048"
        + " --max-position-embeddings 2048 --vocab-size 50304 --micro-batch-size 2"
        + " --global-batch-size 256 --fp16 "
        + more;
  }

  @Test
  void readsAnExampleOfTheProject() {
    ImportedScenario imported = read(LLAMA).orThrow();
    Scenario scenario = imported.scenario();
    TrainingPlan plan = scenario.plan().orElseThrow();

    assertThat(scenario.model().name()).isEqualTo("llama-3.1-8b");
    assertThat(scenario.cluster().devices()).isEqualTo(32);
    assertThat(scenario.workload().sequence()).isEqualTo(8192);
    assertThat(scenario.workload().globalBatch()).isEqualTo(128);
    assertThat(scenario.workload().precision()).isEqualTo(TrainingPrecision.FP8_CURRENT_SCALING);
    assertThat(plan.label()).isEqualTo("d4t2p4");
    assertThat(plan.schedule()).isEqualTo(ScheduleKind.INTERLEAVED);
    assertThat(plan.virtualStages()).isEqualTo(2);
    assertThat(plan.sequenceParallel()).isTrue();
    assertThat(plan.sharding()).isEqualTo(Sharding.ZERO1);
    assertThat(plan.replicas().gradientOverlap()).isEqualTo(Overlap.ON);
    assertThat(plan.replicas().weightOverlap()).isEqualTo(Overlap.OFF);
    assertThat(imported.notes())
        .anyMatch(it -> it.contains("--novel-thing 3"))
        .anyMatch(it -> it.contains("dgx-h100 assumed"))
        .anyMatch(it -> it.contains("conditions"))
        .noneMatch(it -> it.contains("--lr") || it.contains("--save"));
  }

  @Test
  void readsAModelOfTheGptFamily() {
    Scenario scenario = read(line("")).orThrow().scenario();

    assertThat(scenario.model().tiedEmbeddings()).isTrue();
    assertThat(scenario.model().positionEmbeddings()).isEqualTo(2048);
    // 12 h^2 (1 + 13 / 12 h) a layer, (V + s) h, and the last norm: Narayanan et al., equation 2.
    assertThat(scenario.model().parameters())
        .isEqualTo(24L * (12L * 1024 * 1024 + 13 * 1024) + (50304L + 2048) * 1024 + 2 * 1024);
    assertThat(scenario.workload().precision()).isEqualTo(TrainingPrecision.FP16);
    assertThat(scenario.plan().orElseThrow().label()).isEqualTo("d64t1p1");
  }

  @Test
  void readsEveryOptionOfAPlan() {
    TrainingPlan plan =
        plan(
            line(
                "--tensor-model-parallel-size 2 --pipeline-model-parallel-size 4"
                    + " --context-parallel-size 2 --cp-comm-type a2a --use-tp-pp-dp-mapping"
                    + " --pipeline-model-parallel-layout 'Et*5|t*7|t*7|t*5L'"
                    + " --recompute-granularity full --recompute-method block"
                    + " --recompute-num-layers 3 --sequence-parallel --tp-comm-overlap"
                    + " --use-megatron-fsdp --data-parallel-sharding-strategy optim_grads"
                    + " --num-distributed-optimizer-instances 2 --overlap-grad-reduce"
                    + " --overlap-param-gather"));

    assertThat(plan.label()).isEqualTo("d4t2p4c2");
    assertThat(plan.stageLayers()).containsExactly(5, 7, 7, 5);
    assertThat(plan.contextExchange()).isEqualTo(ContextExchange.ULYSSES);
    assertThat(plan.pipelining().rankOrder()).isEqualTo(RankOrder.PIPELINE_BEFORE_DATA);
    assertThat(plan.recompute()).isEqualTo(Recompute.FULL);
    assertThat(plan.recomputeSpan()).isEqualTo(new RecomputeSpan(RecomputeSpan.Method.BLOCK, 3));
    assertThat(plan.asyncTensorParallel()).isTrue();
    assertThat(plan.sharding()).isEqualTo(Sharding.ZERO2);
    assertThat(plan.shardingGroup()).hasValue(4);
    assertThat(plan.replicas().weightOverlap()).isEqualTo(Overlap.ON);
  }

  @Test
  void knowsTheOtherWaysToDivideLayers() {
    assertThat(
            plan(line(
                    "--pipeline-model-parallel-size 4"
                        + " --num-layers-per-virtual-pipeline-stage 3"))
                .virtualStages())
        .isEqualTo(2);
    assertThat(
            plan(line(
                    "--pipeline-model-parallel-size 4 --decoder-first-pipeline-num-layers 5"
                        + " --decoder-last-pipeline-num-layers 5"))
                .stageLayers())
        .containsExactly(5, 7, 7, 5);
  }

  @Test
  void readsWhichLayersHaveExperts() {
    String experts =
        " --num-experts 8 --moe-router-topk 2 --moe-ffn-hidden-size 512 --moe-layer-freq ";

    assertThat(read(line(experts + "'([0]*3+[1]*21)'")).orThrow().scenario().model().layers())
        .extracting(it -> it.feedForward().getClass().getSimpleName())
        .startsWith("DenseFeedForward", "DenseFeedForward", "DenseFeedForward", "MixtureOfExperts");
    assertThat(read(line(experts + "2")).orThrow().scenario().model().layers())
        .extracting(it -> it.feedForward().getClass().getSimpleName())
        .startsWith("MixtureOfExperts", "DenseFeedForward", "MixtureOfExperts");
    assertThat(paths(line(experts + "'[0]*3'"))).containsExactly("--moe-layer-freq");
  }

  @Test
  void knowsTheVocabulariesOfPublishedTokenizers() {
    String script = line("--tokenizer-type GPT2BPETokenizer").replace(" --vocab-size 50304", "");

    assertThat(read(script).orThrow().scenario().model().vocabulary()).isEqualTo(50257);
    assertThat(read(script).orThrow().notes()).anyMatch(it -> it.contains("50257"));
  }

  private static List<String> paths(String script) {
    return read(script).issues().stream().map(Issue::path).toList();
  }

  @Test
  void listsEveryIssueAtOnce() {
    String broken =
        line("--tensor-model-parallel-size $TP --pipeline-model-paralel-size 4")
            .replace("--num-layers 24", "--num-layers many")
            .replace(" --vocab-size 50304", "");

    assertThat(read(broken).issues())
        .extracting(Issue::path)
        .containsExactlyInAnyOrder(
            "--num-layers",
            "--vocab-size",
            "--tensor-model-parallel-size",
            "--pipeline-model-paralel-size");
    assertThat(read(broken).issues())
        .anySatisfy(it -> assertThat(it.message()).contains("$TP"))
        .anySatisfy(it -> assertThat(it.hint()).contains("--set NAME=VALUE"))
        .anySatisfy(it -> assertThat(it.hint()).isEqualTo("Maybe --pipeline-model-parallel-size?"));
  }

  @Test
  void takesValuesOfVariablesFromTheCaller() {
    Parsed<LaunchDescription> described =
        MegatronScript.read(
            line("--tensor-model-parallel-size $TP"), "own", Map.of("TP", "4"), true);

    assertThat(described.orThrow().plan().get("tensor").intValue()).isEqualTo(4);
  }

  @Test
  void checksThePlanAgainstTheModelAndTheMachine() {
    assertThat(paths(line("--tensor-model-parallel-size 5"))).contains("plan", "plan.tensor");
  }

  @Test
  void asksForWhatTheScriptDoesNotSay() {
    String script =
        line("")
            .replace("--nproc_per_node=8 --nnodes=8", "")
            .replace(" --global-batch-size 256", "")
            .replace(" --seq-length 2048", "");

    assertThat(read(script).issues())
        .extracting(it -> it.path() + " " + it.hint())
        .containsExactlyInAnyOrder(
            "cluster.nodes give it with --nodes",
            "workload.globalBatch give it with --global-batch",
            "workload.sequence give it with --sequence");
  }

  @Test
  void refusesAScriptOfSomethingElse() {
    assertThat(read("echo hello").issues())
        .singleElement()
        .satisfies(it -> assertThat(it.message()).contains("no command"));
  }

  @Test
  void needsNoModelWhereOneIsNamed() {
    String script =
        "torchrun --nproc_per_node 8 --nnodes 1 x.py --micro-batch-size 1"
            + " --global-batch-size 8 --seq-length 8192 --bf16 --num-layers 99";

    ImportedScenario imported =
        MegatronScript.read(script, "own", Map.of(), false)
            .then(
                it -> LaunchImport.of(it, Surroundings.named("it").training("llama-3.1-8b", 4096)))
            .orThrow();

    assertThat(imported.scenario().model().layerCount()).isEqualTo(32);
    assertThat(imported.scenario().workload().sequence()).isEqualTo(4096);
  }
}

package io.millrace.planner.posttraining;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.posttraining.PlacementRules;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.workload.PostTraining;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Ways to spread calls that share a strategy over a mesh. Replicas that train have equal shares of
 * a batch, as trainers ask for (Megatron-LM, megatron/core/num_microbatches_calculator.py; verl,
 * verl/utils/config.py, {@code validate_config}).
 */
final class StrategyChoices {
  /** Shorter sequences fit without being cut, and cutting them only costs. */
  private static final int LONG_SEQUENCE = 16_384;

  /**
   * Context-parallel ranks that a long sequence is cut into at most: as many as published runs of
   * post-training have (NeMo-RL, docs/about/performance-summary.md).
   */
  private static final int MOST_CONTEXT = 8;

  /**
   * Ranks over which experts are spread at most: twice as many as the widest published runs of
   * post-training have, DeepSeek-V3 with 32 (NeMo-RL, docs/about/performance-summary.md).
   */
  private static final int MOST_EXPERT = 64;

  private final PostTrainingScenario scenario;
  private final List<ModelFunctionCall> calls;
  private final PlacementRefusal refusal;

  StrategyChoices(
      PostTrainingScenario scenario, List<ModelFunctionCall> calls, PlacementRefusal refusal) {
    this.scenario = scenario;
    this.calls = calls;
    this.refusal = refusal;
  }

  /** Placements on a mesh that begins at the first device of a cluster. */
  List<CallPlacement> of(int size) {
    DeviceMesh mesh = new DeviceMesh(0, size);
    List<CallPlacement> placements = new ArrayList<>();
    int node = Math.min(scenario.cluster().devices(), scenario.cluster().devicesPerNode());
    for (int tensor : divisors(size, it -> node % it == 0)) {
      for (int pipeline : divisors(size / tensor, it -> true)) {
        int rest = size / tensor / pipeline;
        for (int context : divisors(rest, this::cutsSequences)) {
          for (int expert : experts(tensor, context, rest / context)) {
            placements.add(
                refusal.place(
                    calls.getFirst(),
                    mesh,
                    new ParallelStrategy(rest / context, tensor, pipeline, context, expert)));
          }
        }
      }
    }
    return placements.stream().filter(this::isPossible).toList();
  }

  private boolean cutsSequences(int context) {
    return context == 1
        || (context <= MOST_CONTEXT
            && scenario.workload().maxSequence() >= LONG_SEQUENCE
            && calls.stream().noneMatch(it -> it.kind() == CallKind.GENERATION));
  }

  private List<Integer> experts(int tensor, int context, int data) {
    boolean spread =
        calls.stream().allMatch(it -> scenario.model(it.role().orElseThrow()).hasExperts());
    return spread
        ? divisors(tensor * context * data, it -> it <= MOST_EXPERT && Integer.bitCount(it) == 1)
        : List.of(1);
  }

  private boolean isPossible(CallPlacement placement) {
    return calls.stream().allMatch(it -> isPossible(it, placement));
  }

  private boolean isPossible(ModelFunctionCall call, CallPlacement placement) {
    PostTraining workload = scenario.workload();
    boolean trains = call.kind() == CallKind.TRAINING;
    int batch = trains ? workload.trainBatch() : workload.rollouts();
    ModelArchitecture model = scenario.model(call.role().orElseThrow());
    int data = placement.strategy().data();
    boolean shares =
        !trains
            || workload.shardingGroup().isEmpty()
            || data % workload.shardingGroup().getAsInt() == 0;
    return shares
        && data <= batch
        && (!trains || batch % data == 0)
        && PlacementRules.violations(call, model, placement).isEmpty()
        && !refusal.refuses(call, placement);
  }

  private static List<Integer> divisors(int number, IntPredicate allowed) {
    return IntStream.rangeClosed(1, number)
        .filter(it -> number % it == 0 && allowed.test(it))
        .boxed()
        .toList();
  }
}

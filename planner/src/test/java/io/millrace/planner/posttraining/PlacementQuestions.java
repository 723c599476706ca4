package io.millrace.planner.posttraining;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.launcher.Questions;
import io.millrace.planner.search.StopSign;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import io.millrace.simulator.lowering.posttraining.MemoryClaims;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Questions about placements in few words, and what searches work on. */
final class PlacementQuestions {
  private static final CostModel.Factory FACTORY =
      (cluster, assumptions) -> CalibratedCostModel.of(Calibration.bundled(), cluster, assumptions);

  private PlacementQuestions() {}

  /**
   * Models of some sizes on A100 with 40 GB.
   *
   * @param algorithm such as {@code grpo}
   * @param node devices of one
   * @param models by role, such as {@code actor: qwen3-1.7b}
   * @param more of the workload, such as {@code asynchrony: one-step}
   */
  static PostTrainingScenario of(
      String algorithm, int devices, int node, String models, String more) {
    return Questions.read(
        """
        version: 1
        name: a question
        cluster: {device: nvidia-a100-40g, devices: %d, devicesPerNode: %d}
        models: {%s}
        workload: {
          type: post-training, algorithm: %s, promptTokens: 128, outputTokens: 128,
          outputLengths: fixed, batch: 64, miniBatches: 2, precision: bf16%s}
        """
            .formatted(devices, node, models, algorithm, more.isEmpty() ? "" : ", " + more));
  }

  /** ReaL's weak scaling: LLaMA models on A100 with 80 GB. */
  static PostTrainingScenario real(
      int devices, String actor, String critic, int output, int batch) {
    return Questions.read(
        """
        version: 1
        name: PPO
        cluster: {device: nvidia-a100-sxm-80g, devices: %d, devicesPerNode: 8}
        models: {actor: %s, reference: %s, critic: %s, reward: %s}
        workload: {
          type: post-training, algorithm: ppo, promptTokens: 128, outputTokens: %d,
          outputLengths: fixed, batch: %d, miniBatches: 4, precision: fp16, recompute: full,
          sharding: zero1, framework: realhf}
        """
            .formatted(devices, actor, actor, critic, critic, output, batch));
  }

  /** Every call where it is best. */
  static PlacementSpace space(PostTrainingScenario scenario) {
    return space(scenario, Layout.free(scenario.workload().dataflow()));
  }

  static PlacementSpace space(PostTrainingScenario scenario, Layout layout) {
    return new SpaceBuilder(
            scenario, new KnownCosts(FACTORY), PlacementRefusal.NONE, layout, 1, new StopSign())
        .build();
  }

  static CallCosts callCosts(PostTrainingScenario scenario) {
    return new CallCosts(scenario, FACTORY);
  }

  static AssignmentCosts costs(PlacementSpace space) {
    CallCosts calls = callCosts(space.scenario());
    double[] fixed =
        space.scenario().workload().dataflow().calls().stream()
            .mapToDouble(it -> it.kind().runsOnDevices() ? 0 : calls.of(it).seconds())
            .toArray();
    return new AssignmentCosts(space, new MemoryClaims(space.scenario(), calls), fixed);
  }

  /** Any assignment whose calls fit where they are alone. */
  static Assignment random(PlacementSpace space, SplittableRandom random) {
    Assignment assignment = new Assignment(space.pools(), space.groups().size());
    for (int pool = 0; pool < space.pools(); pool++) {
      assignment.placePool(pool, randomMesh(space, pool, random));
    }
    for (int group = 0; group < space.groups().size(); group++) {
      int size = space.sizeOf(assignment.mesh(space.groups().get(group).pool()));
      assignment.placeGroup(group, random.nextInt(space.options(group, size).size()));
    }
    return assignment;
  }

  private static int randomMesh(PlacementSpace space, int pool, SplittableRandom random) {
    int[] possible =
        IntStream.range(0, space.meshes().size())
            .filter(mesh -> space.isPossible(pool, space.sizeOf(mesh)))
            .toArray();
    return possible[random.nextInt(possible.length)];
  }

  /** A proof without a plan to begin with. */
  static ExactSearch prove(PlacementSpace space) {
    Assignment none = new Assignment(space.pools(), space.groups().size());
    ExactSearch search =
        new ExactSearch(space, costs(space), none, Double.POSITIVE_INFINITY, unlimited());
    search.run();
    return search;
  }

  static SearchLimit unlimited() {
    return new SearchLimit(Long.MAX_VALUE, new StopSign());
  }

  static boolean[] all(PlacementSpace space) {
    boolean[] all = new boolean[space.groups().size()];
    Arrays.fill(all, true);
    return all;
  }

  static List<Integer> groups(PlacementSpace space) {
    return IntStream.range(0, space.groups().size()).boxed().toList();
  }
}

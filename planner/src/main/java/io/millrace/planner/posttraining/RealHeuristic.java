package io.millrace.planner.posttraining;

import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * ReaL's heuristic for PPO on nodes of eight (realhf/experiments/common/ppo_exp.py, {@code
 * _heuristic_rpc_allocation}): generation everywhere without tensor parallelism, training of actor
 * and critic apart, nodes shared out by their sizes, with two replicas of four-way tensor
 * parallelism and a stage for each node. On a single node each has half of it, in two replicas of
 * two unless a model of more than 7B is trained.
 */
final class RealHeuristic {
  /** Of models that ReaL calls larger than 7B. */
  private static final double LARGE_PARAMETERS = 8e9;

  private static final int NODE = 8;

  private final Map<String, CallPlacement> placements = new HashMap<>();

  private RealHeuristic() {}

  /** That of a scenario; none where it is no PPO, or nodes have no eight devices. */
  static Optional<RealHeuristic> of(PostTrainingScenario scenario) {
    boolean isPpo = scenario.workload().dataflow().call("criticTraining").isPresent();
    if (!isPpo || scenario.cluster().devicesPerNode() != NODE) {
      return Optional.empty();
    }
    int nodes = scenario.cluster().nodes();
    double actor = scenario.model("actor").parameters();
    double critic = scenario.model("critic").parameters();
    RealHeuristic heuristic = new RealHeuristic();
    heuristic.put("actorGeneration", 0, nodes * NODE, 1, Math.max(2, nodes));
    heuristic.put("referenceInference", 0, nodes * NODE, 4, nodes);
    if (nodes == 1) {
      heuristic.put("actorTraining", 0, NODE / 2, tensorOnOneNode(actor), 1);
      heuristic.put("criticTraining", NODE / 2, NODE / 2, tensorOnOneNode(critic), 1);
      heuristic.put("rewardInference", 0, NODE / 2, 2, 1);
      heuristic.put("criticInference", NODE / 2, NODE / 2, 2, 1);
    } else {
      int share = (int) Math.ceil(nodes * actor / (actor + critic));
      int forActor = Math.max(1, Math.min(share, nodes - 1));
      int forReward = (nodes + 1) / 2;
      heuristic.nodes("actorTraining", 0, forActor);
      heuristic.nodes("criticTraining", forActor, nodes - forActor);
      heuristic.nodes("rewardInference", 0, forReward);
      heuristic.nodes("criticInference", forReward, nodes - forReward);
    }
    return Optional.of(heuristic);
  }

  private static int tensorOnOneNode(double parameters) {
    return parameters < LARGE_PARAMETERS ? 2 : 4;
  }

  private void nodes(String call, int first, int count) {
    put(call, first * NODE, count * NODE, 4, count);
  }

  private void put(String call, int first, int size, int tensor, int pipeline) {
    placements.put(
        call,
        CallPlacement.of(
            new DeviceMesh(first, size),
            new ParallelStrategy(size / tensor / pipeline, tensor, pipeline, 1, 1)));
  }

  /** Where a call runs; empty for one that it does not know. */
  Optional<CallPlacement> placement(String call) {
    return Optional.ofNullable(placements.get(call));
  }
}

package io.millrace.planner.posttraining.launcher;

import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.plan.Sharding;
import java.util.List;

/** ReaLHF: every call has a mesh and a strategy of its own, and meshes may overlap. */
final class RealHfLauncher implements PostTrainingLauncher {
  private static final String TITLE = "ReaLHF";
  private static final String MESH = "ReaLHF, realhf/api/quickstart/device_mesh.py";
  private static final int MOST_TENSOR = 8;

  @Override
  public String key() {
    return "realhf";
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public String source() {
    return "ReaLHF's last revision (be75fce9, April 2025): realhf/api/quickstart/device_mesh.py";
  }

  @Override
  public List<Sharding> shardings() {
    return List.of(Sharding.ZERO1);
  }

  @Override
  public List<ScenarioRule> scenarioRules() {
    return List.of(
        CommonRules.withoutAdapters(TITLE, "ReaLHF, realhf/experiments/common/ppo_exp.py"),
        new ScenarioRule(
            "ReaLHF: experiments",
            "it has experiments of PPO, of GRPO with a reward model, and of ReMax without a"
                + " reference, with these calls and no others",
            "ReaLHF, realhf/experiments/common and examples/new_algorithms",
            scenario -> RealHfExperiment.of(scenario.workload().dataflow()).isPresent()),
        new ScenarioRule(
            "ReaLHF: synchronous",
            "generation waits for the last update",
            "ReaLHF, docs/source/impl.rst",
            scenario -> scenario.workload().asynchrony().staleness() == 0),
        new ScenarioRule(
            "ReaLHF: sharding",
            "Megatron's distributed optimizer shares out the optimizer's state (zero1)",
            "ReaLHF, realhf/impl/model/backend/megatron.py (recalled)",
            scenario -> !scenario.workload().sharding().shardsGradients()));
  }

  @Override
  public List<PlacementRule> placementRules() {
    return List.of(
        new PlacementRule(
            "ReaLHF: meshes",
            "a mesh is an aligned slice of 1, 2, 4 ... devices of a node, or whole nodes",
            MESH + ", DeviceMesh._is_valid_mapping",
            (_, placement, scenario) -> {
              int perNode = scenario.cluster().devicesPerNode();
              return placement.mesh().isAligned(perNode)
                  && (placement.mesh().size() >= perNode
                      || CommonRules.isPowerOfTwo(placement.mesh().size()));
            }),
        new PlacementRule(
            "ReaLHF: degrees",
            "it has data, tensor and pipeline parallelism, no context or expert parallelism",
            MESH + ", ParallelismConfig",
            (_, placement, _) ->
                placement.strategy().context() == 1 && placement.strategy().expert() == 1),
        new PlacementRule(
            "ReaLHF: tensor",
            "tensor parallelism is 1, 2, 4 or 8",
            MESH + ", find_parallel_strategies",
            (_, placement, _) ->
                placement.strategy().tensor() <= MOST_TENSOR
                    && CommonRules.isPowerOfTwo(placement.strategy().tensor())),
        new PlacementRule(
            "ReaLHF: no virtual stages",
            "each stage has one chunk of layers",
            MESH + ", ParallelismConfig",
            (_, placement, _) -> placement.virtualStages() == 1));
  }

  @Override
  public List<Arrangement> arrangements(Dataflow dataflow) {
    List<Pool> pools =
        dataflow.placed().stream()
            .map(call -> new Pool(call.name(), List.of(Group.of(call.name(), List.of(call)))))
            .toList();
    return List.of(
        new Arrangement(
            "manual",
            "ReaLHF, examples/scripts/local/ppo_manual.sh",
            CommonRules.ON_POLICY,
            pools,
            false));
  }
}

package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.framework.FrameworkCatalogue;
import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.posttraining.PostTrainingFramework;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.workload.PostTraining;
import io.millrace.simulator.cost.CostModel;
import java.util.Set;
import java.util.function.Function;

/**
 * Everything that costing a call on its mesh needs.
 *
 * @param cluster the devices of the mesh alone
 * @param model whose weights the call uses
 * @param beside whether a model is trained on some of the devices
 */
record MeshContext(
    Cluster cluster,
    ModelArchitecture model,
    PostTraining workload,
    PostTrainingFramework framework,
    CallPlacement placement,
    boolean beside,
    CostModel costs) {

  /** Roles whose models give a number for each token in place of probabilities. */
  private static final Set<String> SCORING = Set.of("critic", "reward");

  static MeshContext of(
      PostTrainingScenario scenario,
      ModelArchitecture model,
      CallPlacement placement,
      boolean beside,
      Function<Cluster, CostModel> costs) {
    Cluster mesh = scenario.cluster().withDevices(placement.mesh().size());
    return new MeshContext(
        mesh,
        model,
        scenario.workload(),
        scenario.framework(),
        placement,
        beside,
        costs.apply(mesh));
  }

  /** The model of a role as its calls run it. */
  static ModelArchitecture modelOf(PostTrainingScenario scenario, String role) {
    ModelArchitecture model = scenario.model(role);
    return SCORING.contains(role) ? withScalarHead(model) : model;
  }

  private static ModelArchitecture withScalarHead(ModelArchitecture model) {
    return new ModelArchitecture(
        model.name(),
        model.hidden(),
        1,
        true,
        model.layers(),
        model.multiTokenPrediction(),
        model.positionEmbeddings(),
        model.finalNorm());
  }

  /** The software line that trains, with what its host needs here. */
  FrameworkProfile trainer() {
    FrameworkProfile line =
        FrameworkCatalogue.bundled()
            .profile(framework.trainer())
            .orElseGet(FrameworkCatalogue.bundled()::generic);
    return framework
        .launch()
        .map(it -> line.withHost(new FrameworkProfile.Host(it, line.host().iteration())))
        .orElse(line);
  }

  /** Bytes of a process' context on a device and of its libraries' workspaces. */
  double libraryBytes() {
    return trainer().memory().buffers().count();
  }

  ParallelStrategy strategy() {
    return placement.strategy();
  }
}

package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.posttraining.GenerationEngine;
import io.millrace.model.posttraining.GenerationEngine.Mode;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.GroupPlacement;
import java.util.Map;

/**
 * What one step of a generation engine takes: all its requests get one token further, or prompts
 * are read. Stages of a pipeline work on as many groups of requests as there are stages, each in
 * turn, so that a step takes every stage once for each group.
 */
final class StepCosts implements EngineSteps {
  private final Map<Layer, Integer> layers;
  private final int tensor;
  private final int pipeline;
  private final GenerationEngine engine;
  private final TokenCosts tokens;
  private final int hidden;
  private final CostModel costs;
  private final GroupPlacement neighbours;
  private final double stepSeconds;

  StepCosts(
      CostModel costs,
      Cluster cluster,
      ModelArchitecture model,
      ParallelStrategy strategy,
      GenerationEngine engine,
      NumberFormat weights) {
    this.tensor = strategy.tensor();
    GroupPlacement group = GroupPlacement.of(cluster, tensor, 1);
    double own = tensor <= cluster.devicesPerNode() ? engine.reduction().seconds() : 0;
    this.layers = model.distinctLayers();
    this.pipeline = strategy.pipeline();
    this.engine = engine;
    ExpertSharing sharing = ExpertSharing.of(strategy);
    GroupPlacement owners = GroupPlacement.of(cluster, sharing.ranks(), 1);
    this.tokens =
        new TokenCosts(
            costs,
            model,
            tensor,
            sharing,
            bytes ->
                costs.cost(new Collective(Collective.Kind.ALL_TO_ALL, bytes), owners).seconds(),
            new Reduction(costs, group, own),
            weights);
    this.hidden = model.hidden();
    boolean far = tensor * pipeline > cluster.devicesPerNode();
    this.stepSeconds = engine.step().seconds() + (far ? engine.farStep().seconds() : 0);
    this.costs = costs;
    this.neighbours =
        pipeline == 1
            ? GroupPlacement.of(cluster, 1, 1)
            : GroupPlacement.between(cluster, 0, tensor);
  }

  @Override
  public double decode(double requests, double context) {
    return step(Tokens.decoded(requests / pipeline, context), requests);
  }

  @Override
  public double prefill(double requests, double length) {
    return step(Tokens.prompts(requests / pipeline, length), requests);
  }

  private double step(Tokens group, double requests) {
    double device = tokens.embedding(group) + tokens.output(group);
    double host = 0;
    for (Map.Entry<Layer, Integer> kind : layers.entrySet()) {
      device += kind.getValue() * tokens.layer(kind.getKey(), group);
      host += kind.getValue() * hostSeconds(kind.getKey());
    }
    double groups = new DeviceTime(device, host).elapsed() + hops(group);
    return groups + stepSeconds + requests * engine.request().seconds();
  }

  /** What the host needs for a layer where nothing was recorded before. */
  private double hostSeconds(Layer layer) {
    if (engine.mode() == Mode.GRAPH) {
      return 0;
    }
    int sums = tensor == 1 ? 0 : TokenCosts.sums(layer);
    return engine.layer().seconds() + sums * engine.layerSum().seconds();
  }

  /** What a group of requests takes from stage to stage, which nothing hides. */
  private double hops(Tokens group) {
    double bytes = group.count() * hidden * 2;
    return pipeline == 1
        ? 0
        : pipeline
            * (engine.handOver().seconds()
                + costs
                    .cost(new Collective(Collective.Kind.POINT_TO_POINT, bytes), neighbours)
                    .seconds());
  }
}

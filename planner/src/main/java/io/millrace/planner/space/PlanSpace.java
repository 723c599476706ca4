package io.millrace.planner.space;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The plans that a planner considers for a scenario: all that use all devices of its cluster. Its
 * own plan, if it has one, plays no part.
 */
public final class PlanSpace {
  private final Scenario scenario;
  private final List<Rule> rules;

  /**
   * The space of a scenario.
   *
   * @param rules that plans must obey, besides those that always hold
   */
  public PlanSpace(Scenario scenario, List<Rule> rules) {
    this.scenario = scenario;
    this.rules = Stream.concat(CommonRules.ALL.stream(), rules.stream()).toList();
  }

  /** The space of a scenario that no launcher restricts. */
  public static PlanSpace of(Scenario scenario) {
    return new PlanSpace(scenario, List.of());
  }

  /** Whose plans these are. */
  public Scenario scenario() {
    return scenario;
  }

  /** What plans must obey. */
  public List<Rule> rules() {
    return rules;
  }

  /** All parallel degrees, in a fixed order. */
  public List<ParallelStrategy> meshes() {
    return new Meshes(scenario).all();
  }

  /** The plans with some degrees. */
  public MeshSpace of(ParallelStrategy degrees) {
    return new MeshSpace(scenario, degrees, rules);
  }

  /** Ways through the layers that neither compute anything again nor offload it. */
  public List<LayerStrategy> laziest(ParallelStrategy degrees) {
    return new LayerStrategies(scenario, degrees).laziest();
  }

  /** How many plans there are with some degrees, those that rules forbid among them. */
  public long candidates(ParallelStrategy degrees) {
    return new LayerStrategies(scenario, degrees).count()
        * new Pipelinings(scenario, degrees).all().size()
        * new ReplicaStrategies(scenario, degrees).all().size();
  }

  /** Every plan that obeys the rules, one after the other: of small spaces only. */
  public Stream<TrainingPlan> plans() {
    return meshes().stream().map(this::of).flatMap(PlanSpace::plans);
  }

  private static Stream<TrainingPlan> plans(MeshSpace mesh) {
    return IntStream.range(0, mesh.layers().size())
        .boxed()
        .flatMap(
            layer ->
                IntStream.range(0, mesh.pipelinings().size())
                    .filter(pipelining -> mesh.forbids(layer, pipelining).isEmpty())
                    .boxed()
                    .flatMap(
                        pipelining ->
                            IntStream.range(0, mesh.replicas().size())
                                .filter(it -> mesh.forbidsSharing(layer, it).isEmpty())
                                .mapToObj(it -> mesh.plan(layer, pipelining, it))));
  }

  /** The first rule that a plan breaks. */
  public Optional<Rule> broken(TrainingPlan plan) {
    return rules.stream().filter(it -> !it.holds().test(scenario, plan)).findFirst();
  }
}

package io.millrace.planner.search;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.planner.space.MeshSpace;
import io.millrace.simulator.lowering.training.PlanCosts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plans with some degrees alone: for those who ask why it is not these. */
public final class OneMesh {
  private final Mesh mesh;
  private final MeshSpace space;
  private final PlanCosts costs;

  /**
   * Asks about some degrees.
   *
   * @param setting under what
   * @param degrees that multiply to its devices
   * @param costs of its scenario
   */
  public OneMesh(Setting setting, ParallelStrategy degrees, PlanCosts costs) {
    this.mesh = new Mesh(0, setting, degrees, 0, 0, Optional.empty());
    this.space = setting.space().of(degrees);
    this.costs = costs;
  }

  /**
   * What a search found.
   *
   * @param best the best plan that fits, if one does
   * @param finished whether it is known to be the best
   */
  public record Answer(Optional<Found> best, boolean finished) {}

  /** Rules that forbid some of the plans, with how many of them each does. */
  public Map<String, Long> forbidden() {
    return space.forbidden();
  }

  /** Whether rules forbid all of the plans. */
  public boolean isEmpty() {
    return space.isEmpty();
  }

  /**
   * The best plan, of those that people would try first, then of all until a number of plans has
   * been costed.
   */
  public Answer best(long budget) {
    MeshCosts own = new MeshCosts(space, costs);
    BestOfMesh usual = new BestOfMesh(mesh, space, Double.POSITIVE_INFINITY);
    new Probe(space, own, usual).run();
    Mesh probed = mesh.with(usual.found());
    BestOfMesh best = new BestOfMesh(probed, space, Double.POSITIVE_INFINITY);
    MeshSearch search = new MeshSearch(probed, space, own, best, new StopSign(), budget);
    search.run();
    List<Found> found = best.found();
    return new Answer(found.stream().findFirst(), Double.isInfinite(search.open()));
  }

  /** The plan that needs the least memory, whether it fits or not. */
  public Optional<Found> tightest() {
    return new Thriftiest(mesh, space, new MeshCosts(space, costs)).below(Double.POSITIVE_INFINITY);
  }
}

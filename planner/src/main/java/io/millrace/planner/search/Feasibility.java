package io.millrace.planner.search;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.planner.space.MeshSpace;
import io.millrace.simulator.lowering.training.PlanCosts;
import java.util.List;
import java.util.Optional;

/** What a setting has room for, whatever it takes: for those who asked for too much. */
public final class Feasibility {
  private final Setting setting;
  private final PlanCosts costs;

  /** Asks about a setting with its costs. */
  public Feasibility(Setting setting, PlanCosts costs) {
    this.setting = setting;
    this.costs = costs;
  }

  /** The plan that needs the least memory, whether it fits or not; none if rules forbid all. */
  public Optional<Found> tightest() {
    Optional<Found> least = Optional.empty();
    List<ParallelStrategy> meshes = setting.space().meshes();
    for (int order = 0; order < meshes.size(); order++) {
      Mesh mesh = new Mesh(order, setting, meshes.get(order), 0, 0, Optional.empty());
      MeshSpace space = setting.space().of(mesh.degrees());
      if (!space.isEmpty()) {
        double others = least.map(Found::fullestBytes).orElse(Double.POSITIVE_INFINITY);
        Optional<Found> own =
            new Thriftiest(mesh, space, new MeshCosts(space, costs)).below(others);
        least = own.isPresent() ? own : least;
      }
    }
    return least;
  }

  /** A plan that fits, found quickly if at all: people's usual ones, then the tightest. */
  public Optional<Found> anyThatFits() {
    List<ParallelStrategy> meshes = setting.space().meshes();
    for (int order = 0; order < meshes.size(); order++) {
      Mesh mesh = new Mesh(order, setting, meshes.get(order), 0, 0, Optional.empty());
      MeshSpace space = setting.space().of(mesh.degrees());
      if (space.isEmpty()) {
        continue;
      }
      BestOfMesh best = new BestOfMesh(mesh, space, Double.POSITIVE_INFINITY);
      new Probe(space, new MeshCosts(space, costs), best).run();
      if (!best.found().isEmpty()) {
        return best.found().stream().findFirst();
      }
    }
    return tightest().filter(it -> it.headroomBytes() >= 0);
  }
}

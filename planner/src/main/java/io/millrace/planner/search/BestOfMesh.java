package io.millrace.planner.search;

import io.millrace.model.scenario.Objective;
import io.millrace.planner.space.MeshSpace;
import io.millrace.simulator.lowering.training.PlanFigures;
import java.util.List;

/** The best plan with some degrees, if it is better than what other degrees have given. */
final class BestOfMesh implements Wanted {
  private final Mesh mesh;
  private final MeshSpace space;
  private final double others;
  private double best = Double.POSITIVE_INFINITY;
  private List<Found> found = List.of();

  /**
   * Looks for the best.
   *
   * @param others what it has to reach to matter
   */
  BestOfMesh(Mesh mesh, MeshSpace space, double others) {
    this.mesh = mesh;
    this.space = space;
    this.others = others;
    mesh.first()
        .ifPresent(
            it -> {
              best = it.value();
              found = List.of(it);
            });
  }

  @Override
  public boolean rejects(double leastSeconds, double leastJoules, double leastBytes) {
    return mesh.setting().goal().of(leastSeconds, leastJoules) > Math.min(best, others);
  }

  @Override
  public boolean countsEnergy() {
    return mesh.setting().goal().objective() == Objective.ENERGY;
  }

  @Override
  public double atMostSeconds() {
    return mesh.setting().goal().secondsFor(Math.min(best, others));
  }

  @Override
  public boolean ignoresThriftier() {
    return true;
  }

  @Override
  public void offer(int layer, int pipelining, int replica, PlanFigures figures) {
    double value = mesh.setting().goal().of(figures.seconds(), figures.joules());
    if (value > best || !(value <= others)) {
      return;
    }
    Found.Place place = new Found.Place(mesh.order(), layer, pipelining, replica);
    if (value < best || place.compareTo(found.getFirst().place()) < 0) {
      best = value;
      found =
          List.of(
              Found.of(
                  mesh.setting(), space.plan(layer, pipelining, replica), place, value, figures));
    }
  }

  /** What was found. */
  List<Found> found() {
    return found;
  }
}

package io.millrace.planner.search;

import io.millrace.planner.space.MeshSpace;
import io.millrace.simulator.lowering.training.PlanFigures;
import java.util.List;

/** The plans with some degrees that no other covers, of these or of those known before. */
final class FrontOfMesh implements Wanted {
  private final Mesh mesh;
  private final MeshSpace space;
  private final ParetoFront front;
  private final double capacity;
  private final int devices;

  /**
   * Looks for them.
   *
   * @param known plans that others have found
   */
  FrontOfMesh(Mesh mesh, MeshSpace space, List<Found> known, double capacity) {
    this.mesh = mesh;
    this.space = space;
    this.front = ParetoFront.of(known);
    this.capacity = capacity;
    this.devices = mesh.setting().devices();
  }

  @Override
  public boolean rejects(double leastSeconds, double leastJoules, double leastBytes) {
    return front.covers(leastSeconds, devices, capacity - leastBytes, leastJoules);
  }

  @Override
  public boolean countsEnergy() {
    return true;
  }

  @Override
  public double atMostSeconds() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public boolean ignoresThriftier() {
    return false;
  }

  @Override
  public void offer(int layer, int pipelining, int replica, PlanFigures figures) {
    double joules = Double.isNaN(figures.joules()) ? 0 : figures.joules();
    if (!front.covers(figures.seconds(), devices, figures.headroomBytes(), joules)) {
      front.add(
          Found.of(
              mesh.setting(),
              space.plan(layer, pipelining, replica),
              new Found.Place(mesh.order(), layer, pipelining, replica),
              mesh.setting().goal().of(figures.seconds(), figures.joules()),
              figures));
    }
  }

  /** What was found. */
  List<Found> found() {
    return front.plans().stream().filter(it -> it.place().mesh() == mesh.order()).toList();
  }
}

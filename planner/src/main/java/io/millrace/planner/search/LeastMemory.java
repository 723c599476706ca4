package io.millrace.planner.search;

import io.millrace.planner.space.MeshSpace;
import io.millrace.simulator.lowering.training.PlanFigures;
import java.util.List;

/** The plan with some degrees that needs the least memory, whether it fits or not. */
final class LeastMemory implements Wanted {
  private final Mesh mesh;
  private final MeshSpace space;
  private final double others;
  private double least = Double.POSITIVE_INFINITY;
  private List<Found> found = List.of();

  /**
   * Looks for it.
   *
   * @param others bytes that it has to get below to matter
   */
  LeastMemory(Mesh mesh, MeshSpace space, double others) {
    this.mesh = mesh;
    this.space = space;
    this.others = others;
  }

  @Override
  public boolean rejects(double leastSeconds, double leastBytes) {
    return leastBytes > Math.min(least, others);
  }

  @Override
  public boolean ignoresThriftier() {
    return false;
  }

  @Override
  public boolean acceptsTooLarge() {
    return true;
  }

  @Override
  public void offer(int layer, int pipelining, int replica, PlanFigures figures) {
    double bytes = figures.fullestBytes();
    if (bytes < least && bytes <= others) {
      least = bytes;
      Found.Place place = new Found.Place(mesh.order(), layer, pipelining, replica);
      found =
          List.of(
              Found.of(
                  mesh.setting(), space.plan(layer, pipelining, replica), place, bytes, figures));
    }
  }

  @Override
  public List<Found> found() {
    return found;
  }
}

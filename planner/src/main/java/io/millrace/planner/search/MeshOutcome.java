package io.millrace.planner.search;

import java.util.List;

/**
 * What a search within some degrees gave.
 *
 * @param best the best plan; none if nothing is good enough
 * @param front plans that no other covers, where those are asked for
 * @param counts what became of all plans
 * @param open what nothing that was left out gets below; infinite if nothing was
 */
record MeshOutcome(List<Found> best, List<Found> front, Counts counts, double open) {

  /** Nothing was looked at. */
  static MeshOutcome untouched(Mesh mesh) {
    return new MeshOutcome(List.of(), List.of(), new Counts(), mesh.bound());
  }

  /** Nothing need be looked at. */
  static MeshOutcome bounded(Mesh mesh) {
    Counts counts = new Counts();
    counts.bound(mesh.candidates());
    return new MeshOutcome(List.of(), List.of(), counts, Double.POSITIVE_INFINITY);
  }
}

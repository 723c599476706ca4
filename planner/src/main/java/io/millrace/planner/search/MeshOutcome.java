package io.millrace.planner.search;

import java.util.List;

/**
 * What a search within some degrees gave.
 *
 * @param found what is wanted
 * @param counts what became of its plans
 * @param open what nothing that was left out gets below; infinite if nothing was
 */
record MeshOutcome(List<Found> found, Counts counts, double open) {

  /** Nothing was looked at. */
  static MeshOutcome untouched(Mesh mesh) {
    return new MeshOutcome(List.of(), new Counts(), mesh.bound());
  }
}

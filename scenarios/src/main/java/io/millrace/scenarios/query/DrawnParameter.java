package io.millrace.scenarios.query;

import java.util.List;

/**
 * A parameter of the cost model that the draws of a sweep differ in.
 *
 * @param name its path
 * @param deviations by how many standard deviations each draw moved it, from the first draw
 */
public record DrawnParameter(String name, List<Double> deviations) {

  /** Copies the list. */
  public DrawnParameter {
    deviations = List.copyOf(deviations);
  }
}

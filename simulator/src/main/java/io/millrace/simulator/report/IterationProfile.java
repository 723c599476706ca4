package io.millrace.simulator.report;

import io.millrace.simulator.cost.Roofline;
import java.util.List;

/**
 * What devices do in an iteration, against what they could.
 *
 * @param seconds of the iteration
 * @param bottleneck the stage that the others wait for
 * @param stages by their number
 * @param roofs of the formats that kernels multiply, the highest first
 */
public record IterationProfile(
    double seconds, int bottleneck, List<StageProfile> stages, List<Roofline> roofs) {
  /** Copies the lists. */
  public IterationProfile {
    stages = List.copyOf(stages);
    roofs = List.copyOf(roofs);
  }
}

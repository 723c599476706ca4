package io.millrace.simulator.report;

import java.util.List;

/**
 * What a device of a pipeline stage does in an iteration.
 *
 * @param stage counted from zero
 * @param kernels those that take longest in all first
 * @param links innermost first, those to the host last
 */
public record StageProfile(int stage, List<KernelUse> kernels, List<LinkUse> links) {
  /** Copies the lists. */
  public StageProfile {
    kernels = List.copyOf(kernels);
    links = List.copyOf(links);
  }
}

package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.report.Span;
import java.util.List;

/**
 * One pass of one chunk, simulated at the grain of kernels.
 *
 * @param name what to call it
 * @param seconds from its start to its end when nothing else runs on the device
 * @param parts seconds by {@link TimePart#ordinal()}; they add up to {@code seconds}
 * @param engineShare mean share of the arithmetic engines in use
 * @param memoryShare mean share of the memory bandwidth in use
 * @param levelShare mean share of the device's bandwidth in use on each level of the fabric
 * @param spans what ran when, in picoseconds from its start
 */
record Segment(
    String name,
    double seconds,
    double[] parts,
    double engineShare,
    double memoryShare,
    double[] levelShare,
    List<Span> spans) {

  /** Nothing to do. */
  static Segment empty(String name) {
    return new Segment(
        name, 0, new double[TimePart.values().length], 0, 0, new double[0], List.of());
  }
}

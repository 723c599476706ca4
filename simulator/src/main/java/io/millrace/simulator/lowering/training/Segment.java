package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.report.Span;
import java.util.Arrays;
import java.util.List;

/**
 * One pass of one chunk, simulated at the grain of kernels.
 *
 * @param name what to call it
 * @param seconds from its start to its end when nothing else runs on the device
 * @param parts seconds by {@link TimePart#ordinal()}; they add up to {@code seconds}
 * @param hostSeconds what the host needs to issue it; infinite where it waits for the device
 * @param engineShare mean share of the arithmetic engines in use
 * @param memoryShare mean share of the memory bandwidth in use
 * @param levelShare mean share of the device's bandwidth in use on each level of the fabric
 * @param spans what ran when, in picoseconds from its start
 */
record Segment(
    String name,
    double seconds,
    double[] parts,
    double hostSeconds,
    double engineShare,
    double memoryShare,
    double[] levelShare,
    List<Span> spans) {

  /** Nothing to do. */
  static Segment empty(String name) {
    return new Segment(
        name, 0, new double[TimePart.values().length], 0, 0, 0, new double[0], List.of());
  }

  /** Time in which no kernel runs because the host has not issued it. */
  double hostGaps() {
    return parts[TimePart.HOST.ordinal()];
  }

  /** The same with part of the {@link #hostGaps()}. */
  Segment withHostGaps(double share) {
    double shorter = seconds - (1 - share) * hostGaps();
    if (shorter == seconds || seconds == 0) {
      return this;
    }
    double ratio = shorter / seconds;
    double[] fewer = parts.clone();
    fewer[TimePart.HOST.ordinal()] *= share;
    return new Segment(
        name,
        shorter,
        fewer,
        hostSeconds,
        Math.min(1, engineShare / ratio),
        Math.min(1, memoryShare / ratio),
        Arrays.stream(levelShare).map(it -> Math.min(1, it / ratio)).toArray(),
        spans.stream()
            .map(
                it ->
                    new Span(
                        it.name(),
                        it.stream(),
                        Math.round(it.start() * ratio),
                        Math.round(it.end() * ratio)))
            .toList());
  }
}

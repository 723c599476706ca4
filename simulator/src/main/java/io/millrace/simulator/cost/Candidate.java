package io.millrace.simulator.cost;

import java.util.Comparator;
import java.util.List;

/**
 * One way in which a library could do a collective.
 *
 * @param expectedStart what the library believes it takes before data flow
 * @param expectedTransfer what it believes the data take
 * @param startSeconds what really passes before data flow
 * @param legSeconds what the data really take on each leg
 * @param engineShare part of the arithmetic units that it holds
 */
record Candidate(
    double expectedStart,
    double expectedTransfer,
    double startSeconds,
    List<Double> legSeconds,
    double engineShare) {

  double transferSeconds() {
    return legSeconds.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  double seconds() {
    return startSeconds + transferSeconds();
  }

  private double expected() {
    return expectedStart + expectedTransfer;
  }

  /**
   * The one that is used: the library takes the one it expects to be fastest, which need not be;
   * one with a higher expected rate is taken instead where that is already faster, so that more
   * data never take less time.
   */
  static Candidate used(List<Candidate> candidates) {
    Candidate chosen =
        candidates.stream().min(Comparator.comparingDouble(Candidate::expected)).orElseThrow();
    return candidates.stream()
        .filter(it -> it.expectedTransfer <= chosen.expectedTransfer)
        .min(Comparator.comparingDouble(Candidate::seconds))
        .orElseThrow();
  }
}

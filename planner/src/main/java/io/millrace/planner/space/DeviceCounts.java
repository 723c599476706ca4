package io.millrace.planner.space;

import io.millrace.model.hardware.Cluster;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many devices a plan may use: parts of a node that divide it, and whole nodes. Of many nodes
 * not every number is tried but those with four significant binary digits, which are at most an
 * eighth apart, and the most there are.
 */
public final class DeviceCounts {
  private static final int DIGITS = 4;

  private DeviceCounts() {}

  /** All numbers up to a limit, the small ones first. */
  public static List<Integer> upTo(int limit, Cluster cluster) {
    int node = cluster.node().devices();
    IntStream parts = IntStream.of(Divisors.of(node, Math.min(limit, node)));
    IntStream nodes =
        IntStream.rangeClosed(2, limit / node)
            .filter(it -> round(it) || it == limit / node)
            .map(it -> it * node);
    return IntStream.concat(parts, nodes).boxed().toList();
  }

  private static boolean round(int number) {
    int digits = Integer.SIZE - Integer.numberOfLeadingZeros(number);
    int tail = digits - DIGITS;
    return tail <= 0 || number % (1 << tail) == 0;
  }
}

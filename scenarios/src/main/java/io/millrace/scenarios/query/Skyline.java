package io.millrace.scenarios.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Points that none beats: of no other point is each cost at most as high and one lower. Equal
 * points beat each other not, so all of them stay.
 *
 * <p>Sorted by their costs, a point can only be beaten by one before it. With two costs it is
 * enough to remember the least second one (Kung, Luccio and Preparata 1975, "On finding the maxima
 * of a set of vectors", section 2); with more, each is held against the front so far, which is
 * block nested loops after a sort (Börzsönyi, Kossmann and Stocker 2001, "The skyline operator";
 * Chomicki et al. 2003, "Skyline with presorting").
 */
final class Skyline {
  private final double[][] costs;

  /**
   * Over points.
   *
   * @param costs for each kind of cost that of each point
   */
  Skyline(double[][] costs) {
    this.costs = costs;
  }

  /** The front of some points, sorted by the first cost, then the others, then as given. */
  int[] of(int[] points) {
    int[] sorted =
        Arrays.stream(points).boxed().sorted(order()).mapToInt(Integer::intValue).toArray();
    return costs.length <= 2 ? ofSortedPairs(sorted) : ofSorted(sorted);
  }

  private Comparator<Integer> order() {
    Comparator<Integer> order = Comparator.comparingDouble(it -> costs[0][it]);
    for (int i = 1; i < costs.length; i++) {
      double[] cost = costs[i];
      order = order.thenComparingDouble(it -> cost[it]);
    }
    return order;
  }

  private int[] ofSortedPairs(int[] sorted) {
    double[] second = costs[costs.length - 1];
    List<Integer> front = new ArrayList<>();
    for (int point : sorted) {
      if (front.isEmpty()
          || second[point] < second[front.getLast()]
          || isEqual(point, front.getLast())) {
        front.add(point);
      }
    }
    return front.stream().mapToInt(Integer::intValue).toArray();
  }

  private int[] ofSorted(int[] sorted) {
    int[] front = new int[sorted.length];
    int size = 0;
    for (int point : sorted) {
      int other = 0;
      while (other < size && !beats(front[other], point)) {
        other++;
      }
      if (other == size) {
        front[size++] = point;
      }
    }
    return Arrays.copyOf(front, size);
  }

  private boolean beats(int one, int other) {
    for (double[] cost : costs) {
      if (cost[one] > cost[other]) {
        return false;
      }
    }
    return !isEqual(one, other);
  }

  private boolean isEqual(int one, int other) {
    for (double[] cost : costs) {
      if (cost[one] != cost[other]) {
        return false;
      }
    }
    return true;
  }
}

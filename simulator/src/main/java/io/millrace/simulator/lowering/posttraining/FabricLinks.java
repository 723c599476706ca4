package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.FabricLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The links of a cluster that transfers between devices use: out of and into each device, for each
 * level of the node's own links and for the network, and what several devices share where one of
 * them alone reaches more than its share (NICs of a node, a bus, the way out of a pod).
 */
final class FabricLinks {
  private final List<FabricLevel> levels;
  private final int inside;
  private final Map<Key, Integer> numbers = new LinkedHashMap<>();
  private final List<Double> capacities = new ArrayList<>();

  /**
   * A link.
   *
   * @param level of the fabric; the network's levels all leave devices by one
   * @param group the first device of those that share it
   * @param size how many share it
   * @param out whether it leads away from the devices
   */
  private record Key(int level, int group, int size, boolean out) {}

  FabricLinks(Cluster cluster) {
    this.levels = cluster.levels();
    this.inside = (int) levels.stream().filter(it -> it.span() <= cluster.scaleUpDomain()).count();
  }

  /** How many links were asked for. */
  int count() {
    return capacities.size();
  }

  /** Bytes per second. */
  double capacity(int link) {
    return capacities.get(link);
  }

  /**
   * How often each byte crosses each link that a chain of devices uses, by number, sorted.
   *
   * @param chain the first one sends, each hands on to the next
   */
  Map<Integer, Double> crossed(int first, List<Integer> chain) {
    Map<Integer, Double> crossed = new TreeMap<>();
    int at = first;
    for (int next : chain) {
      addHop(at, next, crossed);
      at = next;
    }
    return crossed;
  }

  /** Bytes per second at which two devices reach each other when all else is silent. */
  double limit(int first, List<Integer> chain) {
    double limit = Double.POSITIVE_INFINITY;
    int at = first;
    for (int next : chain) {
      limit = Math.min(limit, levels.get(level(at, next)).pairwise().bytesPerSecond());
      at = next;
    }
    return limit;
  }

  private int level(int one, int other) {
    for (int level = 0; level < levels.size(); level++) {
      int span = levels.get(level).span();
      if (one / span == other / span) {
        return level;
      }
    }
    throw new IllegalArgumentException("nothing joins devices " + one + " and " + other);
  }

  private void addHop(int from, int to, Map<Integer, Double> crossed) {
    int level = level(from, to);
    FabricLevel links = levels.get(level);
    double alone = links.reachableAlone().bytesPerSecond();
    int way = Math.min(level, inside);
    crossed.merge(number(new Key(way, from, 1, true), alone), 1.0, Double::sum);
    crossed.merge(number(new Key(way, to, 1, false), alone), 1.0, Double::sum);
    double share = links.perDevice().bytesPerSecond();
    if (alone > share || level > inside) {
      int size = level == 0 ? links.span() : levels.get(level - 1).span();
      double all = size * share;
      crossed.merge(number(new Key(level, from / size * size, size, true), all), 1.0, Double::sum);
      crossed.merge(number(new Key(level, to / size * size, size, false), all), 1.0, Double::sum);
    }
  }

  private int number(Key key, double capacity) {
    return numbers.computeIfAbsent(
        key,
        it -> {
          capacities.add(capacity);
          return capacities.size() - 1;
        });
  }
}

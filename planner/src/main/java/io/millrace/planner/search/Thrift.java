package io.millrace.planner.search;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.planner.space.Keeping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which ways through the layers differ only in what they keep, and which of these do less than
 * others. Where one that does less fits into memory, the others are not looked at: to compute more
 * never makes an iteration shorter.
 */
final class Thrift {
  /** Kept as the bits of a word. */
  private static final int MOST = 63;

  private final int[] family;
  private final long[] own;
  private final long[] lazier;
  private final int families;

  Thrift(List<LayerStrategy> layers) {
    Map<LayerStrategy, Integer> familyOf = new LinkedHashMap<>();
    List<Keeping> keepings = new ArrayList<>(layers.stream().map(Keeping::of).distinct().toList());
    this.family = new int[layers.size()];
    this.own = new long[layers.size()];
    this.lazier = new long[layers.size()];
    for (int i = 0; i < layers.size(); i++) {
      LayerStrategy it = layers.get(i);
      family[i] = familyOf.computeIfAbsent(plain(it), _ -> familyOf.size());
      Keeping keeping = Keeping.of(it);
      int number = keepings.indexOf(keeping);
      own[i] = number < MOST ? 1L << number : 0;
      for (int other = 0; other < Math.min(MOST, keepings.size()); other++) {
        boolean less = other != number && keepings.get(other).doesNoMoreThan(keeping);
        lazier[i] |= less ? 1L << other : 0;
      }
    }
    this.families = familyOf.size();
  }

  private static LayerStrategy plain(LayerStrategy it) {
    return new LayerStrategy(
        it.microBatch(),
        it.sequenceParallel(),
        it.asyncTensorParallel(),
        it.contextExchange(),
        Recompute.NONE,
        RecomputeSpan.EACH_LAYER,
        false,
        OptionalInt.empty());
  }

  /** How many groups there are that differ in more than what they keep. */
  int families() {
    return families;
  }

  /** The group of a way through the layers. */
  int family(int layer) {
    return family[layer];
  }

  /** Its bit among those of its group. */
  long own(int layer) {
    return own[layer];
  }

  /** The bits of those that do less. */
  long lazier(int layer) {
    return lazier[layer];
  }
}

package io.millrace.simulator.cost;

import java.util.Map;
import java.util.NavigableMap;

/**
 * What collectives reach inside one switched fabric.
 *
 * @param generation the device family
 * @param curves for each kind the curve of each measured group size
 * @param pointToPoint a transfer between two ranks
 * @param engineShare part of the arithmetic units that a collective occupies
 * @param error standard deviation of the logarithm of its time
 * @param source what the figures were fitted to
 */
record CollectiveParameters(
    String generation,
    Map<Collective.Kind, NavigableMap<Integer, Curve>> curves,
    Transfer pointToPoint,
    double engineShare,
    double error,
    String source) {

  /**
   * Time against size for one group size: {@code start + bytes f / (share link) + ramp bytes /
   * (bytes + knee)}.
   */
  record Curve(double startSeconds, double share, double rampSeconds, double kneeBytes) {

    double start(double bytes) {
      return startSeconds + rampSeconds * bytes / (bytes + kneeBytes);
    }
  }

  /** A message between two ranks. */
  record Transfer(double startSeconds, double share) {}

  /**
   * The curve of a group size: measured, between two measured ones (in the logarithm of the size),
   * or the largest with a start that grows with the ranks.
   */
  Curve curve(Collective.Kind kind, int ranks) {
    NavigableMap<Integer, Curve> measured = curves.get(kind);
    if (measured == null) {
      throw new IllegalArgumentException(generation + " has no curve for " + kind);
    }
    Map.Entry<Integer, Curve> below = measured.floorEntry(ranks);
    Map.Entry<Integer, Curve> above = measured.ceilingEntry(ranks);
    if (below == null) {
      return measured.firstEntry().getValue();
    }
    if (above == null) {
      Curve largest = below.getValue();
      Map.Entry<Integer, Curve> before = measured.lowerEntry(below.getKey());
      double step =
          before == null
              ? 0
              : (largest.startSeconds() - before.getValue().startSeconds())
                  / (below.getKey() - before.getKey());
      return new Curve(
          largest.startSeconds() + step * (ranks - below.getKey()),
          largest.share(),
          largest.rampSeconds(),
          largest.kneeBytes());
    }
    if (below.getKey().equals(above.getKey())) {
      return below.getValue();
    }
    double weight =
        Math.log((double) ranks / below.getKey())
            / Math.log((double) above.getKey() / below.getKey());
    return blend(below.getValue(), above.getValue(), weight);
  }

  private static Curve blend(Curve from, Curve to, double weight) {
    return new Curve(
        from.startSeconds() + weight * (to.startSeconds() - from.startSeconds()),
        from.share() + weight * (to.share() - from.share()),
        from.rampSeconds() + weight * (to.rampSeconds() - from.rampSeconds()),
        from.kneeBytes() + weight * (to.kneeBytes() - from.kneeBytes()));
  }
}

package io.millrace.simulator.lowering.training;

import io.millrace.model.hardware.Cluster;
import io.millrace.simulator.lowering.training.schedule.PassTimes;
import java.util.ArrayList;
import java.util.List;

/**
 * What plans keep of memory at least, before they are evaluated, on devices and on their hosts.
 * What is found for passes is kept with them.
 *
 * <p>An instance serves one thread.
 */
final class LeastMemory {
  private final Prepared prepared;
  private final StageEvaluation evaluation;
  private final HostMemory host = new HostMemory();
  private final double capacityBytes;
  private final double hostBytes;

  /**
   * On devices of a cluster.
   *
   * @param evaluation a workspace, in which plans are begun
   */
  LeastMemory(Prepared prepared, StageEvaluation evaluation, Cluster cluster) {
    this.prepared = prepared;
    this.evaluation = evaluation;
    this.capacityBytes = cluster.device().mainMemory().capacity().count();
    this.hostBytes = HostMemory.ofDevice(cluster).count();
  }

  /**
   * Bytes of the fullest device at least; infinite where the host's memory does not hold its part.
   */
  double bytes(PlanLayout layout, PassCosts passes, ReplicaCosts replicas) {
    if (layout.sharesVocabulary()) {
      return replicas.leastBytes();
    }
    if (!hostHolds(layout, passes)) {
      return Double.POSITIVE_INFINITY;
    }
    double[] peaks = passes.leastPeaks;
    if (peaks == null) {
      peaks = leastPeaks(layout, passes);
      passes.leastPeaks = peaks;
    }
    return fullestBytes(peaks, replicas);
  }

  /**
   * Whether a plan may fit, by all orders that its passes have at some clock.
   *
   * @return true where a plan fits, and where that is not known
   */
  boolean mayFit(PlanLayout layout, PassCosts passes, ReplicaCosts replicas) {
    boolean ordered = !layout.sharesVocabulary() && layout.stages() > 1;
    if (!ordered || !layout.pipelining().schedule().splitsBackward()) {
      return bytes(layout, passes, replicas) <= capacityBytes;
    }
    List<PassTimes> orders = passes.orders;
    if (orders == null) {
      orders = orders(layout, passes);
      passes.orders = orders;
    }
    for (int order = 0; order < orders.size(); order++) {
      if (order == passes.peaksInOrders.size()) {
        evaluation.begin(layout, passes);
        evaluation.findPeaks(layout, orders.get(order));
        passes.peaksInOrders.add(peaksByClass(layout));
      }
      if (fullestBytes(passes.peaksInOrders.get(order), replicas) <= capacityBytes) {
        return true;
      }
    }
    return false;
  }

  /** Those at the clock of a device that is always busy first. */
  private List<PassTimes> orders(PlanLayout layout, PassCosts passes) {
    List<PassTimes> sums = new ArrayList<>();
    for (int clock = prepared.clocks().costs().size() - 1; clock >= 0; clock--) {
      sums.add(evaluation.sums(layout, passes, clock));
    }
    return OrdersAtClocks.of(sums);
  }

  private static double fullestBytes(double[] peaks, ReplicaCosts replicas) {
    double most = 0;
    for (int kind = 0; kind < peaks.length; kind++) {
      double bytes = replicas.fixedBytes[kind] + replicas.activationBytes * peaks[kind];
      most = Math.max(most, bytes);
    }
    return most;
  }

  /** Whether host memory holds what waits there at least. */
  boolean hostHolds(PlanLayout layout, PassCosts passes) {
    if (!passes.layers().activationOffload() || layout.sharesVocabulary()) {
      return true;
    }
    if (passes.leastHostBytes < 0) {
      passes.leastHostBytes = host.bytes(layout, passes);
    }
    return passes.leastHostBytes <= hostBytes;
  }

  /** What stages of each class keep at least. */
  private double[] leastPeaks(PlanLayout layout, PassCosts passes) {
    evaluation.begin(layout, passes);
    evaluation.findLeastPeaks(layout);
    return peaksByClass(layout);
  }

  private double[] peaksByClass(PlanLayout layout) {
    double[] peaks = new double[layout.classes()];
    for (int stage = 0; stage < layout.stages(); stage++) {
      int kind = layout.classOf[stage];
      peaks[kind] = Math.max(peaks[kind], evaluation.ends().peak(stage));
    }
    return peaks;
  }
}

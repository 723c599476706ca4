package io.millrace.simulator.lowering.training;

import io.millrace.simulator.lowering.training.schedule.PassKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * A host that runs ahead of its device. Passes are simulated one by one, each with a host that
 * starts with it. But the host issues kernels without waiting for them, so what one pass leaves it
 * ahead spares the next pass its gaps: over the passes of a micro-batch, the longer of the host's
 * and the device's time counts.
 */
final class HostAhead {

  private HostAhead() {}

  /**
   * Passes of a micro-batch whose gaps the host spares each other. Where the host waits for each
   * transfer of a pipeline or for numbers from the device, nothing changes.
   */
  static Map<PassKind, PassWork> spare(TrainingContext context, Map<PassKind, PassWork> passes) {
    double gaps = 0;
    double device = 0;
    double host = 0;
    for (PassWork pass : passes.values()) {
      gaps += pass.segment().hostGaps();
      device += pass.segment().seconds() - pass.segment().hostGaps();
      host += pass.segment().hostSeconds();
    }
    double share = shareOfGaps(context, gaps, device, host);
    if (share == 1) {
      return passes;
    }
    Map<PassKind, PassWork> spared = new EnumMap<>(PassKind.class);
    passes.forEach(
        (kind, pass) ->
            spared.put(
                kind,
                new PassWork(
                    pass.segment().withHostGaps(share), pass.takenBytes(), pass.returnedBytes())));
    return spared;
  }

  /**
   * The share of a micro-batch's gaps that is left.
   *
   * @param gaps seconds in which its passes wait for the host
   * @param device seconds in which they do not
   * @param host seconds that the host needs to issue them
   */
  static double shareOfGaps(TrainingContext context, double gaps, double device, double host) {
    return !spares(context, host) || gaps == 0 || host >= device + gaps
        ? 1
        : Math.max(0, host - device) / gaps;
  }

  /** Whether any gap of passes may be spared that the host needs so long to issue. */
  static boolean spares(TrainingContext context, double host) {
    boolean synchronous =
        context.strategy().pipeline() > 1
            && !context.framework().modelExchange().pointToPointOverlaps();
    return !synchronous && host < PassNumbers.WAITS;
  }
}

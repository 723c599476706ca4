package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.CostModel;

/** The clock that the load of passes leaves and what it draws; their times are in an evaluation. */
final class LoadedClock {
  private final CostModel costs;
  private final StageEvaluation evaluation;
  private double matrix;
  private double attention;
  private double memory;

  LoadedClock(CostModel costs, StageEvaluation evaluation) {
    this.costs = costs;
    this.evaluation = evaluation;
  }

  /** The clock that the load of the stage that computes longest leaves. */
  double under(PlanLayout layout, PassCosts passes, ReplicaTimes replicas) {
    int busiest = busiest(layout, passes, replicas.updateSeconds);
    double update = replicas.updateSeconds[busiest] / evaluation.seconds();
    return clock(layout, passes, busiest, evaluation.seconds(), update);
  }

  /** The fastest clock at which the passes are done in some time. */
  double fastest(PlanLayout layout, PassCosts passes, double seconds) {
    double fastest = 0;
    for (int kind = 0; kind < layout.classes(); kind++) {
      fastest = Math.max(fastest, clock(layout, passes, kind, seconds, 0));
    }
    return fastest;
  }

  private int busiest(PlanLayout layout, PassCosts passes, double[] updateSeconds) {
    int busiest = 0;
    double longest = 0;
    for (int kind = 0; kind < layout.classes(); kind++) {
      double once = 0;
      for (int work = 0; work < ChunkPasses.WORK; work++) {
        once += evaluation.work(layout, kind, work);
      }
      double busy = passes.microBatches() * once + updateSeconds[kind];
      if (busy > longest * (1 + 1e-9)) {
        longest = busy;
        busiest = kind;
      }
    }
    return busiest;
  }

  /**
   * Mean share of its design power that a device draws.
   *
   * @param updateSeconds of each class of stages; none: without updates
   */
  double draw(PlanLayout layout, PassCosts passes, double seconds, double[] updateSeconds) {
    double sum = 0;
    for (int kind = 0; kind < layout.classes(); kind++) {
      load(
          layout,
          passes,
          kind,
          seconds,
          updateSeconds.length == 0 ? 0 : updateSeconds[kind] / seconds);
      double draw = costs.draw(matrix, attention, memory);
      for (int stage = 0; stage < layout.stages(); stage++) {
        sum += layout.classOf[stage] == kind ? draw : 0;
      }
    }
    return sum / layout.stages();
  }

  private double clock(
      PlanLayout layout, PassCosts passes, int kind, double seconds, double update) {
    load(layout, passes, kind, seconds, update);
    return costs.clock(matrix, attention, memory);
  }

  /** Finds what a class of stages is busy with, as shares of the time. */
  private void load(PlanLayout layout, PassCosts passes, int kind, double seconds, double update) {
    double share = passes.microBatches() / seconds;
    double products = share * evaluation.work(layout, kind, 0);
    double scores = share * evaluation.work(layout, kind, 1);
    double streams = share * evaluation.work(layout, kind, 2);
    double once = products + scores + streams;
    double again = once == 0 ? 1 : 1 + share * evaluation.work(layout, kind, 3) / once;
    matrix = again * products;
    attention = again * scores;
    memory = again * streams + update;
  }
}

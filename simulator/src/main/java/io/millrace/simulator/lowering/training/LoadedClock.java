package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.CostModel;

/** The clock that the load of passes leaves, whose times are in an evaluation. */
final class LoadedClock {
  private final CostModel costs;
  private final StageEvaluation evaluation;

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

  private double clock(
      PlanLayout layout, PassCosts passes, int kind, double seconds, double update) {
    double share = passes.microBatches() / seconds;
    double matrix = share * evaluation.work(layout, kind, 0);
    double attention = share * evaluation.work(layout, kind, 1);
    double memory = share * evaluation.work(layout, kind, 2);
    double once = matrix + attention + memory;
    if (once == 0) {
      return 1;
    }
    double again = 1 + share * evaluation.work(layout, kind, 3) / once;
    return costs.clock(again * matrix, again * attention, again * memory + update);
  }
}

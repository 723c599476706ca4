package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.CostModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the kernels of a micro-batch take in all layers of a model, with the exchanges that hold
 * them up, and what kinds of work they are.
 *
 * @param byClock seconds at each clock of a grid
 * @param busy seconds of kernels alone on a cool device
 * @param unlike the part of these that is not like any of the mixtures
 * @param mixtures shares of matrix products, attention and the rest in the kernels of a layer of
 *     each kind, and of the output layer
 */
record KernelSums(double[] byClock, double busy, double unlike, List<double[]> mixtures) {

  static KernelSums of(TrainingContext context, ClockGrid clocks) {
    List<Part> cool = parts(context);
    double[] byClock = new double[clocks.costs().size()];
    for (int clock = 0; clock < byClock.length; clock++) {
      boolean same = clocks.costs().get(clock) == context.costs();
      for (Part part : same ? cool : parts(context.with(clocks.costs().get(clock)))) {
        byClock[clock] += part.times() * part.seconds();
      }
    }
    double busy = 0;
    double unlike = 0;
    List<double[]> mixtures = new ArrayList<>();
    for (Part part : cool) {
      double seconds = part.work()[0] + part.work()[1] + part.work()[2];
      busy += part.times() * seconds;
      if (part.embedding()) {
        unlike += seconds;
      } else if (seconds > 0) {
        double[] shares = part.work().clone();
        for (int i = 0; i < shares.length; i++) {
          shares[i] /= seconds;
        }
        mixtures.add(shares);
      }
    }
    return new KernelSums(byClock, busy, unlike, mixtures);
  }

  /** Seconds at a position between the clocks of the grid. */
  double seconds(double position) {
    int before = (int) position;
    int after = Math.min(before + 1, byClock.length - 1);
    return byClock[before] + (position - before) * (byClock[after] - byClock[before]);
  }

  /**
   * The fastest clock at which these kernels are done in some time. The stage that computes longest
   * is busy for no less than their mean, with layers and maybe the output layer, of which it may be
   * the one that draws least; the embedding draws less than any.
   *
   * @param share of the sums that is a stage's mean
   */
  double fastestClock(CostModel costs, double share, double seconds) {
    double busyShare = Math.clamp(share * (busy - unlike) / seconds, 0, 1);
    double fastest = 0;
    for (double[] mixture : mixtures) {
      double clock =
          costs.clock(busyShare * mixture[0], busyShare * mixture[1], busyShare * mixture[2]);
      fastest = Math.max(fastest, clock);
    }
    return mixtures.isEmpty() ? 1 : fastest;
  }

  /** Layers of a kind, or what comes before and after them. */
  private record Part(int times, boolean embedding, double seconds, double[] work) {}

  private static List<Part> parts(TrainingContext context) {
    List<Part> parts = new ArrayList<>();
    for (Map.Entry<Layer, Integer> kind : context.model().distinctLayers().entrySet()) {
      Chunk one = new Chunk(List.of(kind.getKey()), false, false, false, 0);
      parts.add(part(context, kind.getValue(), one));
    }
    int further = context.model().multiTokenPredictionDepth();
    parts.add(part(context, 1, new Chunk(List.of(), true, false, false, 0)));
    parts.add(part(context, 1, new Chunk(List.of(), false, true, false, further)));
    return parts;
  }

  private static Part part(TrainingContext context, int times, Chunk chunk) {
    ChunkWork work = new ChunkWork(context, chunk);
    double[] kinds = new double[3];
    double seconds = sum(context, work.forward(), kinds) + sum(context, work.backward(), kinds);
    return new Part(times, chunk.embedding(), seconds, kinds);
  }

  /** One after the other, with the longest exchange that each two of them have to wait for. */
  private static double sum(TrainingContext context, List<Step> steps, double[] kinds) {
    double sum = 0;
    double longest = 0;
    for (Step step : steps) {
      if (step instanceof Step.Kernel kernel) {
        double seconds = context.costs().cost(kernel.operation()).seconds();
        if (kernel.part() != TimePart.RECOMPUTATION) {
          kinds[kind(kernel.part())] += seconds;
        }
        sum += longest + seconds;
        longest = 0;
      } else if (step instanceof Step.Exchange exchange) {
        longest = Math.max(longest, blocking(context, exchange));
      }
    }
    return sum;
  }

  private static int kind(TimePart part) {
    return switch (part) {
      case MATRIX_PRODUCTS -> 0;
      case ATTENTION -> 1;
      default -> 2;
    };
  }

  /** The part of an exchange that starts after the kernel before it and holds up the next one. */
  private static double blocking(TrainingContext context, Step.Exchange exchange) {
    return switch (exchange.timing()) {
      case WITH_NEXT, WITH_PREVIOUS ->
          (1 - exchange.hidden())
              * context
                  .costs()
                  .cost(exchange.collective(), context.group(exchange.axis()))
                  .seconds();
      case AHEAD, BEHIND -> 0;
    };
  }
}

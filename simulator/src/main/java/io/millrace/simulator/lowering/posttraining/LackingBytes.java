package io.millrace.simulator.lowering.posttraining;

import io.millrace.simulator.lowering.posttraining.WeightSlices.Part;
import java.util.Arrays;

/**
 * What the busiest device of a reallocation has to do with links, were every piece shared out
 * evenly among those that can send it and those that can receive it.
 *
 * @param mostBytes that a device lacks
 * @param nearBytes into or out of a device over links of its node
 * @param farBytes into or out of a device over the network
 */
record LackingBytes(double mostBytes, double nearBytes, double farBytes) {

  /**
   * Counts pieces as {@link TransferPlanner} moves them: a node that holds a piece serves itself;
   * where several devices of another one lack it, each takes a part of it from the network and the
   * others from its neighbours. It leaves its holders over the network once.
   *
   * @param node devices that links join without the network
   */
  static LackingBytes of(int node, WeightSlices from, WeightSlices to, StageOverlap overlap) {
    return new Sum(node, from, to).of(overlap);
  }

  /** Sums by device. */
  private static final class Sum {
    private final int node;
    private final WeightSlices from;
    private final WeightSlices to;
    private final double[] lacking;
    private final double[] nearIn;
    private final double[] farIn;
    private final double[] nearOut;
    private final double[] farOut;

    Sum(int node, WeightSlices from, WeightSlices to) {
      this.node = node;
      this.from = from;
      this.to = to;
      this.lacking = new double[to.devices()];
      this.nearIn = new double[to.devices()];
      this.farIn = new double[to.devices()];
      this.nearOut = new double[from.devices()];
      this.farOut = new double[from.devices()];
    }

    LackingBytes of(StageOverlap overlap) {
      for (Part part : Part.values()) {
        for (int fromStage = 0; fromStage < from.stages(); fromStage++) {
          for (int toStage = 0; toStage < to.stages(); toStage++) {
            double bytes = overlap.bytes(part, fromStage, toStage);
            if (bytes > 0) {
              addStages(part, fromStage, toStage, bytes);
            }
          }
        }
      }
      return new LackingBytes(
          most(lacking),
          Math.max(most(nearIn), most(nearOut)),
          Math.max(most(farIn), most(farOut)));
    }

    private static double most(double[] bytes) {
      return Arrays.stream(bytes).max().orElse(0);
    }

    private void addStages(Part part, int fromStage, int toStage, double bytes) {
      for (int fromCell = 0; fromCell < from.cells(part); fromCell++) {
        for (int toCell = 0; toCell < to.cells(part); toCell++) {
          double common = bytes * WeightSlices.common(part, from, fromCell, to, toCell);
          if (common > 0) {
            Copies holders = from.copies(part, fromStage, fromCell);
            addPiece(holders, to.copies(part, toStage, toCell), common);
          }
        }
      }
    }

    private void addPiece(Copies holders, Copies needers, double bytes) {
      boolean leaves = false;
      for (int begin = needers.first() / node * node; begin < needers.end(); begin += node) {
        Copies lackingHere = needers.within(begin, begin + node);
        if (lackingHere.count() == 0) {
          continue;
        }
        Copies here = holders.within(begin, begin + node);
        if (here.count() == 0) {
          leaves = true;
          double part = bytes / lackingHere.count();
          for (int at = lackingHere.first(); at < lackingHere.end(); at += lackingHere.period()) {
            lacking[at - to.first()] += bytes;
            farIn[at - to.first()] += part;
            nearIn[at - to.first()] += bytes - part;
          }
        } else {
          addNear(here, lackingHere, bytes);
        }
      }
      if (leaves) {
        add(farOut, holders, bytes / holders.count());
      }
    }

    private void addNear(Copies holders, Copies needers, double bytes) {
      boolean leaves = false;
      for (int at = needers.first(); at < needers.end(); at += needers.period()) {
        if (!holders.contains(at)) {
          leaves = true;
          lacking[at - to.first()] += bytes;
          nearIn[at - to.first()] += bytes;
        }
      }
      if (leaves) {
        add(nearOut, holders, bytes / holders.count());
      }
    }

    private void add(double[] out, Copies holders, double bytes) {
      for (int at = holders.first(); at < holders.end(); at += holders.period()) {
        out[at - from.first()] += bytes;
      }
    }
  }
}

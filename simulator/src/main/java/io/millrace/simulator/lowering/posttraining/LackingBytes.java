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

    /** Nodes without any device of the source's stage lack all alike; others piece by piece. */
    private void addStages(Part part, int fromStage, int toStage, double bytes) {
      int cells = to.cells(part);
      Copies all = from.stageDevices(fromStage);
      Copies needing = to.stageDevices(toStage);
      boolean[] needed = new boolean[cells];
      boolean[] leaves = new boolean[from.cells(part) * cells];
      for (int at = needing.first() / node * node; at < needing.end(); at += node) {
        Copies here = needing.within(at, at + node);
        if (all.first() >= at + node || all.end() <= at) {
          for (int device = here.first(); device < here.end(); device++) {
            int copies = (device - here.first()) / cells + (here.end() - 1 - device) / cells + 1;
            addFar(device, bytes / cells, copies);
            needed[to.cell(part, device)] = true;
          }
        } else {
          addNode(part, fromStage, here, bytes, leaves);
        }
      }
      for (int fromCell = 0; fromCell < from.cells(part); fromCell++) {
        double sent = 0;
        for (int toCell = 0; toCell < cells; toCell++) {
          if (needed[toCell] || leaves[fromCell * cells + toCell]) {
            sent += bytes * WeightSlices.common(part, from, fromCell, to, toCell);
          }
        }
        if (sent > 0) {
          Copies holders = from.copies(part, fromStage, fromCell);
          add(farOut, holders, sent / holders.count());
        }
      }
    }

    private void addNode(Part part, int fromStage, Copies here, double bytes, boolean[] leaves) {
      int cells = to.cells(part);
      int begin = here.first() / node * node;
      int distinct = Math.min(here.end(), here.first() + cells);
      for (int first = here.first(); first < distinct; first++) {
        int toCell = to.cell(part, first);
        Copies needers = new Copies(first, here.end(), cells);
        for (int fromCell = 0; fromCell < from.cells(part); fromCell++) {
          double common = bytes * WeightSlices.common(part, from, fromCell, to, toCell);
          if (common > 0) {
            Copies holders = from.copies(part, fromStage, fromCell).within(begin, begin + node);
            if (holders.count() > 0) {
              addNear(holders, needers, common);
            } else {
              leaves[fromCell * cells + toCell] = true;
              for (int at = first; at < here.end(); at += cells) {
                addFar(at, common, needers.count());
              }
            }
          }
        }
      }
    }

    private void addFar(int device, double bytes, int copies) {
      lacking[device - to.first()] += bytes;
      farIn[device - to.first()] += bytes / copies;
      nearIn[device - to.first()] += bytes - bytes / copies;
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

package io.millrace.simulator.lowering.training;

/** The {@link ChunkPasses} of a chunk at one clock: filled anew for each plan and clock. */
final class ChunkTimes {
  private final int levels;
  private final int width;
  private final double[] row;
  private final double[] demands;

  ChunkTimes(int levels) {
    this.levels = levels;
    this.width = ChunkPasses.width(levels);
    this.row = new double[ChunkPasses.length(levels)];
    this.demands = new double[2 + levels];
  }

  /**
   * Takes the numbers between two clocks.
   *
   * @param share of the way from the first to the second
   */
  void between(ChunkPasses passes, int first, int second, double share) {
    double[] one = passes.row(first);
    if (share == 0) {
      System.arraycopy(one, 0, row, 0, row.length);
      return;
    }
    double[] other = passes.row(second);
    for (int i = 0; i < row.length; i++) {
      row[i] = one[i] + share * (other[i] - one[i]);
    }
  }

  /** Makes all of it a share of what it is. */
  void scale(double share) {
    for (int i = 0; i < row.length; i++) {
      row[i] *= share;
    }
  }

  /** Takes out all waiting for the host. */
  void leaveOutHostGaps() {
    for (int kind = 0; kind < ChunkPasses.KINDS; kind++) {
      row[kind * width] -= row[row.length - 1 - ChunkPasses.KINDS + kind];
    }
  }

  /** Makes passes of kernels alone as long as they are at least with something beside them. */
  void raise(BesideKernels beside) {
    row[0] = Math.max(row[0] + beside.forwardEnds(), beside.forward());
    row[width] = Math.max(row[width] + beside.backwardEnds(), beside.backward());
  }

  /** Seconds of a kind of pass. */
  double seconds(int kind) {
    return row[kind * width];
  }

  /** Seconds of all passes of a micro-batch. */
  double seconds() {
    return seconds(0) + seconds(1) + seconds(2);
  }

  /** Seconds in which all of the engines are in use, in all passes of a micro-batch. */
  double engineSeconds() {
    double sum = 0;
    for (int kind = 0; kind < ChunkPasses.KINDS; kind++) {
      sum += Math.min(seconds(kind), row[kind * width + ChunkPasses.ENGINE]);
    }
    return sum;
  }

  /** Seconds of a kind of work in all passes of a micro-batch. */
  double work(int kind) {
    return row[ChunkPasses.KINDS * width + kind];
  }

  /** Share of all passes of a micro-batch that would be waiting for hosts that start with each. */
  double hostGaps() {
    return seconds() == 0 ? 0 : row[row.length - 1] / seconds();
  }

  /** Adds what the passes ask of the device, each for as long as it takes. */
  void addDemands(double[] sum) {
    for (int kind = 0; kind < ChunkPasses.KINDS; kind++) {
      sum[0] += seconds(kind);
      for (int i = 0; i <= levels; i++) {
        sum[1 + i] += Math.min(seconds(kind), row[kind * width + ChunkPasses.MEMORY + i]);
      }
    }
  }

  /** What a kind of pass asks of engines, memory and each level; valid until asked again. */
  double[] demands(int kind) {
    double seconds = seconds(kind);
    demands[0] = 1;
    for (int i = 0; i <= levels; i++) {
      double used = row[kind * width + ChunkPasses.MEMORY + i];
      demands[1 + i] = seconds == 0 ? 0 : Math.min(1, used / seconds);
    }
    return demands;
  }
}

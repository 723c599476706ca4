package io.millrace.simulator.lowering.posttraining;

/**
 * What devices hold while a call runs: what the call itself needs, and what models that are trained
 * on the same devices keep there all the time. Weights of models that are not trained, and copies
 * of those that are, are there only while a call uses them (ReaL's offload hooks do so:
 * realhf/experiments/common/utils.py).
 *
 * <p>For searches, it works on arrays by the number of a call and allocates nothing. An instance
 * serves one thread.
 */
public final class PlanMemory {
  private final int[] first;
  private final int[] end;
  private final double[] kept;
  private final double[] own;
  private final boolean[] evicts;

  /**
   * Of so many calls, none of them placed.
   *
   * @param evicts for each whether what trainers keep leaves for the host's memory while it runs
   */
  public PlanMemory(boolean[] evicts) {
    this.evicts = evicts.clone();
    this.first = new int[evicts.length];
    this.end = new int[evicts.length];
    this.kept = new double[evicts.length];
    this.own = new double[evicts.length];
  }

  /**
   * Places a call.
   *
   * @param firstDevice of its mesh
   * @param endDevice the number after that of the last one
   * @param keptBytes what stays on its fullest device between its runs
   * @param ownBytes what it needs there while it runs, with what it keeps
   */
  public void place(int call, int firstDevice, int endDevice, double keptBytes, double ownBytes) {
    first[call] = firstDevice;
    end[call] = endDevice;
    kept[call] = keptBytes;
    own[call] = ownBytes;
  }

  /** Bytes on the fullest device of a call while it runs. */
  public double most(int call) {
    if (evicts[call]) {
      return own[call];
    }
    double most = own[call] + keptBeside(call, first[call]);
    for (int other = 0; other < first.length; other++) {
      // what is kept only grows where another mesh begins
      if (kept[other] > 0 && first[other] > first[call] && first[other] < end[call]) {
        most = Math.max(most, own[call] + keptBeside(call, first[other]));
      }
    }
    return most;
  }

  private double keptBeside(int call, int device) {
    double bytes = 0;
    for (int other = 0; other < first.length; other++) {
      if (other != call && first[other] <= device && device < end[other]) {
        bytes += kept[other];
      }
    }
    return bytes;
  }
}

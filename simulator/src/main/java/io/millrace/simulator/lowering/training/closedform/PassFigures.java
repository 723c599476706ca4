package io.millrace.simulator.lowering.training.closedform;

/**
 * What passes of each kind and chunk take and send, side by side: walks along thousands of passes
 * look them up by one number.
 *
 * <p>An instance is a workspace for one thread.
 */
final class PassFigures {
  /** The stage that does a pass. */
  int[] stage = new int[0];

  /** The link by which its result leaves, as {@link PipelineClocks} numbers them. */
  int[] link = new int[0];

  /** What a pass takes. */
  double[] seconds = new double[0];

  /** How long its stage then waits for a transfer. */
  double[] waitSeconds = new double[0];

  /** What it sends to another stage; {@link Beside#NONE}: nothing. */
  Beside[] hop = new Beside[0];

  /** Whether it sends something while its stage goes on. */
  boolean[] sends = new boolean[0];

  /** How long that takes. */
  double[] sendSeconds = new double[0];

  /** {@link Beside#stretch} of it. */
  double[] stretch = new double[0];

  /** {@link Beside#loss} of it. */
  double[] loss = new double[0];

  /**
   * The number of the passes of one kind and chunk.
   *
   * @param kind as {@link PassOrder} has it
   * @param place the chunk, as {@link StageVector} numbers them
   * @param places how many chunks the pipeline has
   */
  static int index(byte kind, int place, int places) {
    return kind * places + place;
  }

  /** Takes the figures of a pipeline. */
  void fill(StageVector vector) {
    int places = vector.stages * vector.chunks;
    if (seconds.length < 3 * places) {
      stage = new int[3 * places];
      link = new int[3 * places];
      seconds = new double[3 * places];
      waitSeconds = new double[3 * places];
      hop = new Beside[3 * places];
      sends = new boolean[3 * places];
      sendSeconds = new double[3 * places];
      stretch = new double[3 * places];
      loss = new double[3 * places];
    }
    for (int place = 0; place < places; place++) {
      int forward = index(PassOrder.FORWARD, place, places);
      int backward = index(PassOrder.BACKWARD, place, places);
      int weight = index(PassOrder.WEIGHT, place, places);
      set(forward, vector, vector.forward[place], vector.forwardHop[place]);
      set(backward, vector, vector.backward[place], vector.backwardHop[place]);
      set(weight, vector, vector.weight[place], Beside.NONE);
      int doing = place / vector.chunks;
      stage[forward] = doing;
      stage[backward] = doing;
      stage[weight] = doing;
      link[forward] = PipelineClocks.link(doing, true, vector.stages);
      link[backward] = PipelineClocks.link(doing, false, vector.stages);
    }
  }

  private void set(int index, StageVector vector, double taken, Beside transfer) {
    boolean blocking = vector.blockingTransfers;
    seconds[index] = taken;
    waitSeconds[index] = blocking ? transfer.aloneSeconds() : 0;
    hop[index] = transfer;
    sends[index] = transfer != Beside.NONE && !blocking;
    sendSeconds[index] = vector.transferSeconds(transfer);
    stretch[index] = transfer.stretch();
    loss[index] = transfer.loss();
  }
}

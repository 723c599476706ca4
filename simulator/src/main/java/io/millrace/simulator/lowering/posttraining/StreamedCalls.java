package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.workload.Asynchrony;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * What the streaming of responses adds to the pace of whole calls: of each generation on devices
 * apart from those where its weights are trained, the {@link StreamedPace}. Nothing where responses
 * go over in whole batches.
 */
public final class StreamedCalls {
  private static final int NONE = -1;

  private final Asynchrony asynchrony;

  /** Of each call that generates, the call that trains its weights. */
  private final int[] trainings;

  /** Of a dataflow whose generation runs ahead like that. */
  public StreamedCalls(Dataflow dataflow, Asynchrony asynchrony) {
    this.asynchrony = asynchrony;
    List<ModelFunctionCall> calls = dataflow.calls();
    this.trainings = new int[calls.size()];
    Arrays.fill(trainings, NONE);
    for (int call = 0; call < trainings.length; call++) {
      ModelFunctionCall it = calls.get(call);
      if (it.kind() == CallKind.GENERATION) {
        trainings[call] = it.role().flatMap(dataflow::trainingOf).map(calls::indexOf).orElse(NONE);
      }
    }
  }

  /**
   * Seconds that no iteration gets below.
   *
   * @param seconds of each call by its number, with what its weights travel before
   * @param moved what they travel
   * @param overlapping for each call those that have a device in common with it, as bits
   * @param firstPortion by call, seconds until engines that rested have a portion of responses
   */
  public double seconds(
      double[] seconds, double[] moved, int[] overlapping, IntToDoubleFunction firstPortion) {
    if (!(asynchrony instanceof Asynchrony.Streaming streaming)) {
      return 0;
    }
    double slowest = 0;
    for (int call = 0; call < trainings.length; call++) {
      int training = trainings[call];
      if (training != NONE && (overlapping[call] >> training & 1) == 0) {
        StreamedPace its =
            new StreamedPace(
                streaming,
                seconds[call] - moved[call],
                seconds[training],
                moved[call],
                firstPortion.applyAsDouble(call));
        slowest = Math.max(slowest, its.seconds());
      }
    }
    return slowest;
  }
}

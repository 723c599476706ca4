package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.CallInstance;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.ModelFunctionCall;
import java.util.List;

/** When the calls of several iterations start: each as early as what it waits for allows. */
final class IterationSchedule {
  private final List<ModelFunctionCall> calls;
  private final ProgramOrder order;

  /**
   * Prepares schedules of a dataflow.
   *
   * @param staleness iterations that generation may be ahead of the weights it uses
   */
  IterationSchedule(Dataflow dataflow, int staleness) {
    this.calls = dataflow.calls();
    this.order = new ProgramOrder(dataflow, staleness);
  }

  /**
   * Starts of calls by iteration and by the number of the call in the dataflow.
   *
   * @param seconds of each call, with what its weights travel before
   * @param overlapping for each call those that have a device in common with it, as bits
   */
  double[][] starts(int iterations, double[] seconds, int[] overlapping) {
    double[][] starts = new double[iterations][calls.size()];
    double[] lastEnd = new double[calls.size()];
    for (int iteration = 0; iteration < iterations; iteration++) {
      for (int place = 0; place < calls.size(); place++) {
        int call = order.call(place);
        double start = 0;
        for (int other = 0; other < calls.size(); other++) {
          // what it reads from has its end of this iteration already, as it is before it
          boolean waits = ((order.sources(call) | overlapping[call]) >> other & 1) == 1;
          start = waits ? Math.max(start, lastEnd[other]) : start;
        }
        int update = order.update(call);
        int version = iteration - order.age(call);
        if (update >= 0 && version >= 0) {
          start = Math.max(start, starts[version][update] + seconds[update]);
        }
        starts[iteration][call] = start;
        lastEnd[call] = start + seconds[call];
      }
    }
    return starts;
  }

  /** A call of an iteration. */
  CallInstance instance(int iteration, int call) {
    return new CallInstance(calls.get(call), iteration);
  }
}

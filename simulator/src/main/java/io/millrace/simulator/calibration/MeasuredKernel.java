package io.millrace.simulator.calibration;

import io.millrace.simulator.cost.Operation;
import java.util.List;

/**
 * Operations that were timed together.
 *
 * @param kind what they are, such as {@code gemm bfloat16}: rows of one kind are judged together
 * @param work the operations, one after the other
 * @param seconds how long they took
 * @param timing under which circumstances
 */
public record MeasuredKernel(String kind, List<Operation> work, double seconds, Timing timing) {

  /** Circumstances of a timing. */
  public enum Timing {
    /** On a cool device, one after the other. */
    ALONE,
    /** The same, with something around the kernels that is the same in all rows of the kind. */
    WRAPPED,
    /** Over and over with real data, at the clock that the device's power then allows. */
    LOADED
  }

  /** Checks the time. */
  public MeasuredKernel {
    if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a kernel took " + seconds + " s");
    }
    work = List.copyOf(work);
  }
}

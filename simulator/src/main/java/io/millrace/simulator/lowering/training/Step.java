package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.Operation;

/** One thing that a device does in a pass, in program order. */
sealed interface Step {

  /** What to call it in a trace. */
  String name();

  /**
   * Computation: it follows the kernel before it and waits for blocking exchanges before it.
   *
   * @param name what to call it
   * @param part what its time is for
   * @param operation what it does
   * @param weightGradient whether it gives gradients of weights, which only the optimizer waits for
   */
  record Kernel(String name, TimePart part, Operation operation, boolean weightGradient)
      implements Step {

    /** A kernel that others wait for. */
    Kernel(String name, TimePart part, Operation operation) {
      this(name, part, operation, false);
    }
  }

  /**
   * Communication.
   *
   * @param name what to call it
   * @param axis whose ranks take part
   * @param collective the pattern and size
   * @param timing how it lies against the kernels around it
   * @param hidden share of it that runs beside a neighbouring kernel, for the timings that split
   */
  record Exchange(String name, Axis axis, Collective collective, Timing timing, double hidden)
      implements Step {}

  /**
   * Work of the host that is no launch of a kernel above: the kernels after it are issued later.
   *
   * @param name what to call it
   * @param seconds it takes
   * @param waits whether it starts only when the kernels and exchanges before it are done, as where
   *     the host reads a result
   */
  record Host(String name, double seconds, boolean waits) implements Step {}

  /**
   * A copy between the device's memory and the host's, beside the kernels. Out of the device only
   * the end of the pass waits for it; into the device the kernels after it do, and it may start
   * when the kernels before the last mark but one are done.
   *
   * @param name what to call it
   * @param bytes how much
   * @param direction which way
   */
  record HostCopy(String name, double bytes, Direction direction) implements Step {}

  /** The way of a copy. */
  enum Direction {
    /** Out of the device. */
    TO_HOST,
    /** Into the device. */
    FROM_HOST
  }

  /** A place to which weights may be gathered ahead: the start of a layer. */
  record Mark(String name) implements Step {}

  /** How an exchange lies against the kernels around it. */
  enum Timing {
    /** Kernels after it wait for it. The hidden share runs beside the kernel that follows. */
    WITH_NEXT,
    /** The hidden share runs beside the kernel before it; the rest blocks what follows. */
    WITH_PREVIOUS,
    /** It may start two marks early; what follows waits for it. */
    AHEAD,
    /**
     * It starts when the kernels before it and the exchanges that those after it wait for are done;
     * only the end of the pass waits for it.
     */
    BEHIND
  }
}

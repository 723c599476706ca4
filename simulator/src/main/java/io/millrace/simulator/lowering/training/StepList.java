package io.millrace.simulator.lowering.training;

import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.Operation;
import java.util.ArrayList;
import java.util.List;

/** Collects the steps of a pass. */
final class StepList {
  private final List<Step> steps = new ArrayList<>();
  private final boolean recomputation;

  /** Steps of ordinary work. */
  StepList() {
    this(false);
  }

  /** Steps of which every kernel counts as recomputation, if asked for. */
  StepList(boolean recomputation) {
    this.recomputation = recomputation;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  void add(Step step) {
    steps.add(step);
  }

  void addAll(StepList other) {
    steps.addAll(other.steps);
  }

  void mark(String name) {
    steps.add(new Step.Mark(name));
  }

  void kernel(String name, TimePart part, Operation operation) {
    steps.add(new Step.Kernel(name, recomputation ? TimePart.RECOMPUTATION : part, operation));
  }

  /** A kernel that gives gradients of weights. */
  void weightGradient(String name, TimePart part, Operation operation) {
    steps.add(new Step.Kernel(name, part, operation, true));
  }

  void product(String name, double m, double n, double k, NumberFormat format) {
    kernel(name, TimePart.MATRIX_PRODUCTS, new Operation.MatrixProduct(m, n, k, format));
  }

  void memory(String name, double bytes, int kernels) {
    if (bytes > 0) {
      kernel(name, TimePart.ELEMENT_WISE, new Operation.MemoryPass(bytes, kernels));
    }
  }

  void exchange(
      String name,
      Axis axis,
      Collective.Kind kind,
      double bytes,
      Step.Timing timing,
      double hidden) {
    if (bytes > 0) {
      steps.add(new Step.Exchange(name, axis, new Collective(kind, bytes), timing, hidden));
    }
  }
}

package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.framework.SelectivePolicy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.Operation;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the backward pass of a layer computes again before it starts, and what is kept instead.
 * Recomputation inside a layer, of the core of attention or of cheap operations, is described where
 * those are.
 */
final class Recomputation {
  private final TrainingContext context;
  private final List<Layer> chunk;
  private final LayerWork layers;

  Recomputation(TrainingContext context, List<Layer> chunk, LayerWork layers) {
    this.context = context;
    this.chunk = chunk;
    this.layers = layers;
  }

  private boolean everySecondProduct() {
    return context.plan().recompute() == Recompute.SELECTIVE
        && context.framework().defaults().selective() == SelectivePolicy.EVERY_SECOND_PRODUCT;
  }

  private boolean whole(int layer) {
    return context.plan().recompute() == Recompute.FULL
        && context.plan().recomputeSpan().repeats(layer);
  }

  /** The first layer of the unit that is computed again before a layer's backward pass, if any. */
  OptionalInt unitBefore(int layer) {
    RecomputeSpan span = context.plan().recomputeSpan();
    return whole(layer) && span.endsUnit(layer, chunk.size())
        ? OptionalInt.of(span.unitStart(layer))
        : OptionalInt.empty();
  }

  /** A layer of such a unit. */
  void again(StepList steps, int layer) {
    StepList again = new StepList(true);
    layers.forward(again, chunk.get(layer));
    steps.addAll(again);
  }

  /** What a layer's backward pass repeats of it where that is not all. */
  void before(StepList steps, int layer) {
    if (everySecondProduct()) {
      secondProducts(steps, chunk.get(layer));
    }
  }

  /** The forward pass without attention, exchanges and every other matrix product. */
  private void secondProducts(StepList steps, Layer layer) {
    StepList again = new StepList();
    layers.forward(again, layer);
    int products = 0;
    for (Step step : again.steps()) {
      if (step instanceof Step.Kernel kernel && kernel.part() != TimePart.ATTENTION) {
        boolean product = kernel.operation() instanceof Operation.MatrixProduct;
        if (!product || products++ % 2 == 0) {
          steps.add(new Step.Kernel(kernel.name(), TimePart.RECOMPUTATION, kernel.operation()));
        }
      }
    }
  }

  /** Bytes of a layer from its forward to its backward pass. */
  double keptBytes(int index) {
    Layer layer = chunk.get(index);
    double stream = layers.streamElements() * context.elementBytes();
    if (whole(index)) {
      return context.plan().recomputeSpan().unitStart(index) == index ? stream : 0;
    }
    if (everySecondProduct()) {
      return stream + layers.attendedBytes(layer) + everySecond(layers.productBytes(layer));
    }
    return layers.keptBytes(layer);
  }

  /**
   * The results of the first product of a layer, the third and so on, in the order of the forward
   * pass. A compiler sees that nothing of the backward pass reads what the last product gives;
   * running operation by operation keeps it (torchtitan's policy, {@code _get_custom_policy}).
   */
  private double everySecond(List<Double> products) {
    double sum = 0;
    int read = context.workload().compiled() ? products.size() - 1 : products.size();
    for (int i = 0; i < read; i += 2) {
      sum += products.get(i);
    }
    return sum;
  }

  /** Bytes that a layer's backward pass has beside those: all that was computed again. */
  double transientBytes(int index) {
    if (everySecondProduct()) {
      return Math.max(0, layers.keptBytes(chunk.get(index)) - keptBytes(index));
    }
    OptionalInt unit = unitBefore(index);
    return unit.isEmpty()
        ? 0
        : chunk.subList(unit.getAsInt(), index + 1).stream().mapToDouble(layers::keptBytes).sum();
  }
}

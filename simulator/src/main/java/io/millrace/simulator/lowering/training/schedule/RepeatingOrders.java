package io.millrace.simulator.lowering.training.schedule;

import java.util.List;

/**
 * The orders of a schedule for few micro-batches, with the part of each that comes again, and again
 * later by {@code period} micro-batches, where there are that many more: the order of all of them
 * is what comes before the part, the part as often as it fits, and what comes after it.
 *
 * @param shape with as many micro-batches as there are in these orders
 * @param orders the passes of each stage
 * @param parts of each stage's order; none if nothing is known to repeat. All passes before the
 *     parts wait for none in or after them, those in the parts for none after them
 * @param period micro-batches of a part
 */
public record RepeatingOrders(
    PipelineShape shape, List<List<Slot>> orders, List<Part> parts, int period) {

  /**
   * A part of an order.
   *
   * @param from the first pass of it
   * @param to the first pass after it
   */
  public record Part(int from, int to) {}

  /** Orders of which nothing is known to repeat. */
  static RepeatingOrders never(PipelineShape shape, List<List<Slot>> orders) {
    return new RepeatingOrders(shape, orders, List.of(), 1);
  }

  /** Whether anything is known to repeat. */
  public boolean repeats() {
    return !parts.isEmpty();
  }
}

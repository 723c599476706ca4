package io.millrace.simulator.lowering.training.closedform;

import io.millrace.model.plan.ScheduleKind;
import io.millrace.simulator.lowering.training.schedule.PassTimes;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedule;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import io.millrace.simulator.lowering.training.schedule.PipelineShape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Orders of passes, each worked out once. Threads may share them. */
public final class PassOrders {
  /** Orders that are kept; beyond that all are forgotten. */
  private static final int REMEMBERED = 2048;

  private final Map<Order, PassOrder> known = new ConcurrentHashMap<>();

  /** None yet. */
  public PassOrders() {}

  /** What an order depends on. */
  record Order(ScheduleKind schedule, PipelineShape shape, PassTimes times) {

    boolean isOf(ScheduleKind other, StageVector vector, PassTimes otherTimes) {
      return schedule == other
          && shape.stages() == vector.stages
          && shape.microBatches() == vector.microBatches
          && shape.chunks() == vector.chunks
          && times.equals(otherTimes);
    }

    private PassOrder passes() {
      boolean alone = shape.stages() == 1;
      PipelineSchedule made =
          PipelineSchedules.of(alone ? ScheduleKind.ONE_FORWARD_ONE_BACKWARD : schedule);
      return new PassOrder(made.repeating(shape, times), made.placement());
    }
  }

  PassOrder of(Order order) {
    PassOrder passes = known.get(order);
    if (passes == null) {
      if (known.size() >= REMEMBERED) {
        known.clear();
      }
      passes = order.passes();
      known.put(order, passes);
    }
    return passes;
  }
}

package io.millrace.simulator.lowering.training;

import io.millrace.simulator.lowering.training.schedule.PassTimes;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedule;
import io.millrace.simulator.lowering.training.schedule.PipelineShape;
import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The orders of one schedule, each worked out once: simulations of a plan with other costs have the
 * same, unless the schedule looks at what passes take.
 */
final class KnownOrders {
  private static final PassTimes ANY = new PassTimes(0, 0, 0);

  private final PipelineSchedule schedule;
  private final Map<Asked, List<List<Slot>>> known = new ConcurrentHashMap<>();

  private record Asked(PipelineShape shape, PassTimes times) {}

  KnownOrders(PipelineSchedule schedule) {
    this.schedule = schedule;
  }

  PipelineSchedule schedule() {
    return schedule;
  }

  /** The passes of each stage in order. */
  List<List<Slot>> of(PipelineShape shape, PassTimes times) {
    return known.computeIfAbsent(
        new Asked(shape, schedule.looksAtTimes() ? times.rounded() : ANY),
        asked -> schedule.orders(asked.shape(), asked.times()));
  }
}

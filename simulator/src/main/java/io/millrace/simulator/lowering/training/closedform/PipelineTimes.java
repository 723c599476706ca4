package io.millrace.simulator.lowering.training.closedform;

import io.millrace.model.plan.ScheduleKind;
import io.millrace.simulator.lowering.training.schedule.PassTimes;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedule;
import io.millrace.simulator.lowering.training.schedule.PipelineShape;

/**
 * When the stages of a pipeline are done with their passes: by formula where there is one, by
 * recurrence elsewhere. An instance is a workspace for one thread.
 */
public final class PipelineTimes {
  private final Recurrence recurrence = new Recurrence();
  private final AlternatingFormula alternating = new AlternatingFormula();
  private final GPipeFormula gpipe = new GPipeFormula();

  /** By formula; false where there is none. */
  public boolean formula(ScheduleKind schedule, StageVector vector, PipelineEnds ends) {
    boolean all = schedule == ScheduleKind.GPIPE && vector.stages > 1;
    boolean turns =
        vector.stages == 1
            || schedule == ScheduleKind.ONE_FORWARD_ONE_BACKWARD
            || schedule == ScheduleKind.INTERLEAVED;
    if (all && GPipeFormula.applies(vector)) {
      gpipe.run(vector, ends);
      return true;
    }
    if (turns && AlternatingFormula.applies(vector)) {
      alternating.run(vector, ends);
      return true;
    }
    return false;
  }

  /** By recurrence. */
  public void recur(
      PipelineSchedule schedule, PassTimes times, StageVector vector, PipelineEnds ends) {
    PassOrder order =
        new PassOrder(
            schedule, new PipelineShape(vector.stages, vector.microBatches, vector.chunks), times);
    recurrence.run(order, vector, ends);
  }
}

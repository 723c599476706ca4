package io.millrace.simulator.lowering.training.closedform;

import io.millrace.model.plan.ScheduleKind;
import io.millrace.simulator.lowering.training.schedule.PassTimes;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import io.millrace.simulator.lowering.training.schedule.PipelineShape;
import org.jspecify.annotations.Nullable;

/**
 * When the stages of a pipeline are done with their passes: by formula where there is an exact one,
 * by recurrence elsewhere. Neither depends on what was asked before.
 *
 * <p>An instance is a workspace for one thread.
 */
public final class PipelineTimes {
  private static final int RECENT = 256;

  private final Recurrence recurrence = new Recurrence();
  private final AlternatingFormula alternating = new AlternatingFormula();
  private final GPipeFormula gpipe = new GPipeFormula();
  private final Patterns patterns = new Patterns();
  private final WeightsAnywhere weightsAnywhere = new WeightsAnywhere();
  private final PassOrders orders;

  /** Some of them, found without a key that would have to be made. */
  private final @Nullable Known[] recent = new @Nullable Known[RECENT];

  private record Known(PassOrders.Order order, PassOrder passes) {}

  /** With orders of its own. */
  public PipelineTimes() {
    this(new PassOrders());
  }

  /** With orders that others know, too. */
  public PipelineTimes(PassOrders orders) {
    this.orders = orders;
  }

  /**
   * Finds what stages keep at their fullest: that depends on the order of passes alone, so it need
   * not be found again where only times change, as long as these do not change the order.
   */
  public void findPeaks(ScheduleKind schedule, StageVector vector, PipelineEnds ends) {
    if (hasFormula(schedule, vector)) {
      peaks(schedule, vector, ends);
    } else {
      Peaks.inOrder(order(schedule, vector, timesOf(schedule, vector)), vector, ends);
    }
  }

  /**
   * Finds what stages keep at least, whatever their passes take: all of it where the schedule's
   * order does not depend on times, else what they would keep if no weight gradient waited.
   */
  public void findLeastPeaks(ScheduleKind schedule, StageVector vector, PipelineEnds ends) {
    ends.begin(vector.stages);
    if (schedule.vShaped() && vector.stages > 1) {
      patterns.peaks(schedule, vector, ends);
    } else {
      peaks(schedule, vector, ends);
    }
  }

  /**
   * Finds what stages keep in the order for some times of passes, and nothing else of the ends.
   *
   * @param times for which the schedule is made, as {@link #timesOf} gives them
   */
  public void findPeaks(
      ScheduleKind schedule, StageVector vector, PassTimes times, PipelineEnds ends) {
    ends.begin(vector.stages);
    Peaks.inOrder(order(schedule, vector, times), vector, ends);
  }

  private void peaks(ScheduleKind schedule, StageVector vector, PipelineEnds ends) {
    if (schedule == ScheduleKind.GPIPE && vector.stages > 1) {
      GPipeFormula.peaks(vector, ends);
    } else {
      alternating.peaks(vector, ends);
    }
  }

  /**
   * Finds the times of a schedule.
   *
   * @return how they were found
   */
  public Method find(ScheduleKind schedule, StageVector vector, PipelineEnds ends) {
    return find(schedule, vector, timesOf(schedule, vector), ends);
  }

  /**
   * Finds the times of a schedule whose order is that for other times of its passes.
   *
   * @param times for which the schedule is made, as {@link #timesOf} gives them
   * @return how they were found
   */
  public Method find(
      ScheduleKind schedule, StageVector vector, PassTimes times, PipelineEnds ends) {
    if (hasFormula(schedule, vector) && (vector.chunks == 1 || vector.hasEvenChunks())) {
      formula(schedule, vector, ends);
      return Method.FORMULA;
    }
    recur(schedule, vector, times, ends);
    return Method.RECURRENCE;
  }

  /**
   * Finds times that {@link #find} does not get below when exchanges come on top: where there is a
   * formula, each way that it knows is one even where it does not know the longest. Where backward
   * passes are split the place of weight gradients depends on times, so that these may be anywhere
   * ({@link WeightsAnywhere}); a V that starts micro-batches before their turn has not even an
   * order of all else, and nothing is said of it.
   */
  public void findLeast(ScheduleKind schedule, StageVector vector, PipelineEnds ends) {
    if (vector.stages > 1 && schedule.splitsBackward()) {
      if (schedule == ScheduleKind.ZERO_BUBBLE_V) {
        ends.begin(vector.stages);
      } else {
        int kept = PipelineSchedules.keptChunks(schedule, vector.stages);
        weightsAnywhere.run(order(schedule, vector, PassTimes.EQUAL), kept, vector, ends);
      }
    } else if (hasFormula(schedule, vector)) {
      formula(schedule, vector, ends);
    } else {
      recur(schedule, vector, timesOf(schedule, vector), ends);
    }
  }

  /**
   * Finds the times by formula even where that is no more than a bound: with interleaved chunks of
   * unequal size the longest way may be none of those that the formula knows. Without exchanges
   * beside passes each of them is a way, so that no iteration is shorter.
   *
   * @return whether there is a formula
   */
  public boolean bound(ScheduleKind schedule, StageVector vector, PipelineEnds ends) {
    boolean known = hasFormula(schedule, vector);
    if (known) {
      formula(schedule, vector, ends);
      peaks(schedule, vector, ends);
    }
    return known;
  }

  private static boolean hasFormula(ScheduleKind schedule, StageVector vector) {
    if (vector.stages == 1) {
      return vector.chunks == 1;
    }
    return switch (schedule) {
      case GPIPE -> GPipeFormula.applies(vector);
      case ONE_FORWARD_ONE_BACKWARD, INTERLEAVED -> AlternatingFormula.applies(vector);
      case ZERO_BUBBLE_B, ZERO_BUBBLE_V, V_HALF, V_MIN -> false;
    };
  }

  private void formula(ScheduleKind schedule, StageVector vector, PipelineEnds ends) {
    if (schedule == ScheduleKind.GPIPE && vector.stages > 1) {
      gpipe.run(vector, ends);
    } else {
      alternating.run(vector, ends);
    }
  }

  /** Finds the times by walking along all passes, and what stages keep. */
  public void recur(ScheduleKind schedule, StageVector vector, PipelineEnds ends) {
    PassTimes times = timesOf(schedule, vector);
    recur(schedule, vector, times, ends);
    Peaks.inOrder(order(schedule, vector, times), vector, ends);
  }

  private void recur(
      ScheduleKind schedule, StageVector vector, PassTimes times, PipelineEnds ends) {
    recurrence.run(order(schedule, vector, times), vector, ends);
  }

  private PassOrder order(ScheduleKind schedule, StageVector vector, PassTimes times) {
    int slot = slot(schedule, vector, times);
    Known known = recent[slot];
    if (known == null || !known.order.isOf(schedule, vector, times)) {
      PipelineShape shape = new PipelineShape(vector.stages, vector.microBatches, vector.chunks);
      PassOrders.Order order = new PassOrders.Order(schedule, shape, times);
      known = new Known(order, orders.of(order));
      recent[slot] = known;
    }
    return known.passes;
  }

  private static int slot(ScheduleKind schedule, StageVector vector, PassTimes times) {
    int hash = (schedule.ordinal() * 31 + vector.stages) * 31 + vector.microBatches;
    hash = (hash * 31 + vector.chunks) * 31 + Double.hashCode(times.inputGradient());
    hash = hash * 31 + Double.hashCode(times.weightGradient());
    return (hash ^ hash >>> 16) & (RECENT - 1);
  }

  /** The times that the order of a schedule depends on; equal ones where it does not. */
  public static PassTimes timesOf(ScheduleKind schedule, StageVector vector) {
    return schedule.splitsBackward() && vector.stages > 1 ? means(vector) : PassTimes.EQUAL;
  }

  /** What passes take on average, as simulations give it to schedules that look at it. */
  private static PassTimes means(StageVector vector) {
    double forward = 0;
    double backward = 0;
    double weight = 0;
    for (int place = 0; place < vector.stages * vector.chunks; place++) {
      forward += vector.forward[place];
      backward += vector.backward[place];
      weight += vector.weight[place];
    }
    return new PassTimes(forward, backward, weight).rounded();
  }
}

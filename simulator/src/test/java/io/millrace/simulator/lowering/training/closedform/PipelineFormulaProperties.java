package io.millrace.simulator.lowering.training.closedform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.plan.ScheduleKind;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Formulas are the longest ways that recurrences walk. */
class PipelineFormulaProperties {
  private final PipelineTimes times = new PipelineTimes();
  private final PipelineEnds formula = new PipelineEnds();
  private final PipelineEnds recurrence = new PipelineEnds();

  @Property
  void gpipeIsTwoFlowShops(
      @ForAll @IntRange(min = 2, max = 12) int stages,
      @ForAll @IntRange(min = 1, max = 40) int microBatches,
      @ForAll @DoubleRange(max = 1) double unevenness,
      @ForAll @DoubleRange(max = 0.5) double transfer,
      @ForAll boolean blocking,
      @ForAll long seed) {
    StageVector vector = vector(stages, 1, microBatches, unevenness, transfer, seed);
    vector.blockingTransfers(blocking);
    both(ScheduleKind.GPIPE, vector);

    assertThat(formula.last()).isCloseTo(recurrence.last(), withPercentage(1e-9));
  }

  @Property
  void oneForwardOneBackwardIsTheLongestWay(
      @ForAll @IntRange(min = 1, max = 12) int stages,
      @ForAll @IntRange(min = 1, max = 40) int more,
      @ForAll @DoubleRange(max = 1) double unevenness,
      @ForAll boolean blocking,
      @ForAll long seed) {
    StageVector vector = vector(stages, 1, stages + more, unevenness, 0, seed);
    vector.blockingTransfers(blocking);
    both(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, vector);

    assertThat(formula.last()).isCloseTo(recurrence.last(), withPercentage(1e-9));
  }

  /**
   * Rounds of different lengths together make a way a little longer than one kind does: by more
   * than one percent for two in a hundred thousand of these vectors.
   */
  @Property
  void itIsNearlyTheLongestWayWithTransfersToo(
      @ForAll @IntRange(min = 2, max = 12) int stages,
      @ForAll @IntRange(min = 1, max = 40) int more,
      @ForAll @DoubleRange(max = 1) double unevenness,
      @ForAll @DoubleRange(max = 0.5) double transfer,
      @ForAll long seed) {
    StageVector vector = vector(stages, 1, stages + more, unevenness, transfer, seed);
    both(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, vector);

    assertThat(formula.last()).isCloseTo(recurrence.last(), withPercentage(1.25));
    assertThat(formula.last()).isLessThanOrEqualTo(recurrence.last() * (1 + 1e-9));
  }

  /**
   * For three in a hundred thousand of these vectors another way is more than half a percent
   * longer.
   */
  @Property
  void interleavingOfEvenChunksIsTheLongestWay(
      @ForAll @IntRange(min = 2, max = 8) int stages,
      @ForAll @IntRange(min = 2, max = 6) int chunks,
      @ForAll @IntRange(min = 2, max = 6) int groups,
      @ForAll @DoubleRange(max = 0.05) double unevenness,
      @ForAll @DoubleRange(max = 0.3) double transfer,
      @ForAll boolean blocking,
      @ForAll long seed) {
    StageVector vector = vector(stages, chunks, stages * groups, unevenness, transfer, seed);
    vector.blockingTransfers(blocking);
    both(ScheduleKind.INTERLEAVED, vector);

    assertThat(formula.last()).isCloseTo(recurrence.last(), withPercentage(1));
  }

  @Property
  void interleavingOfUnevenChunksTakesNoLessThanTheFormula(
      @ForAll @IntRange(min = 2, max = 8) int stages,
      @ForAll @IntRange(min = 2, max = 6) int chunks,
      @ForAll @IntRange(min = 2, max = 6) int groups,
      @ForAll @DoubleRange(max = 1) double unevenness,
      @ForAll @DoubleRange(max = 0.3) double transfer,
      @ForAll long seed) {
    StageVector vector = vector(stages, chunks, stages * groups, unevenness, transfer, seed);
    both(ScheduleKind.INTERLEAVED, vector);

    assertThat(formula.last()).isLessThanOrEqualTo(recurrence.last() * (1 + 1e-9));
    assertThat(formula.last()).isCloseTo(recurrence.last(), withPercentage(15));
  }

  /** Activations follow from the order alone. */
  @Property
  void formulasKnowWhatIsKept(
      @ForAll @IntRange(min = 2, max = 8) int stages,
      @ForAll @IntRange(min = 1, max = 6) int chunks,
      @ForAll @IntRange(min = 2, max = 6) int groups,
      @ForAll boolean gpipe,
      @ForAll long seed) {
    StageVector vector = vector(stages, gpipe ? 1 : chunks, stages * groups, 0, 0, seed);
    Random random = new Random(seed);
    for (int stage = 0; stage < stages; stage++) {
      for (int chunk = 0; chunk < (gpipe ? 1 : chunks); chunk++) {
        long kept = random.nextInt(100);
        long more = random.nextInt(50);
        vector.memory(stage, chunk, kept, more, kept + more, 0);
      }
    }
    both(
        gpipe
            ? ScheduleKind.GPIPE
            : chunks == 1 ? ScheduleKind.ONE_FORWARD_ONE_BACKWARD : ScheduleKind.INTERLEAVED,
        vector);

    for (int stage = 0; stage < stages; stage++) {
      assertThat(formula.peak(stage)).isEqualTo(recurrence.peak(stage));
    }
  }

  /** Before times are known, an order in which weight gradients move says what is kept at least. */
  @Property
  void splitSchedulesKeepAndTakeNoLessThanTheirOrderSays(
      @ForAll @IntRange(min = 2, max = 8) int stages,
      @ForAll @IntRange(min = 1, max = 30) int microBatches,
      @ForAll @DoubleRange(max = 1) double unevenness,
      @ForAll @DoubleRange(max = 0.3) double transfer,
      @ForAll long seed) {
    Random random = new Random(seed);
    for (ScheduleKind schedule : ScheduleKind.values()) {
      if (schedule.splitsBackward()) {
        int chunks = schedule.vShaped() ? 2 : 1;
        StageVector vector = vector(stages, chunks, microBatches, unevenness, transfer, seed);
        for (int stage = 0; stage < stages; stage++) {
          for (int chunk = 0; chunk < chunks; chunk++) {
            vector.times(stage, chunk, 1, 0.5 + random.nextDouble(), 0.5 + random.nextDouble());
            long kept = random.nextInt(1, 100);
            long deferred = random.nextInt((int) kept);
            vector.memory(stage, chunk, kept, 0, kept - deferred, deferred);
          }
        }
        times.recur(schedule, vector, recurrence);
        times.findLeast(schedule, vector, formula);
        assertThat(formula.last()).as("%s", schedule).isLessThan(recurrence.last() + 1e-9);

        times.findLeastPeaks(schedule, vector, formula);
        for (int stage = 0; stage < stages; stage++) {
          assertThat(formula.peak(stage))
              .as("%s", schedule)
              .isPositive()
              .isLessThanOrEqualTo(recurrence.peak(stage));
        }
      }
    }
  }

  /**
   * Stages that are alike wait for what the order says and do weight gradients meanwhile, so that
   * little is lost by them being whole passes.
   */
  @Property
  void weightGradientsAnywhereTakeHardlyLess(
      @ForAll @IntRange(min = 4, max = 12) int stages,
      @ForAll @IntRange(min = 5, max = 10) int rounds,
      @ForAll @DoubleRange(min = 1, max = 1.4) double backward,
      @ForAll @DoubleRange(min = 0.3, max = 0.7) double weight) {
    for (ScheduleKind schedule :
        List.of(ScheduleKind.ZERO_BUBBLE_B, ScheduleKind.V_HALF, ScheduleKind.V_MIN)) {
      int chunks = schedule.vShaped() ? 2 : 1;
      StageVector vector = new StageVector();
      vector.begin(stages, chunks, rounds * stages);
      for (int place = 0; place < stages * chunks; place++) {
        vector.times(place / chunks, place % chunks, 1, backward, weight);
      }
      times.recur(schedule, vector, recurrence);
      times.findLeast(schedule, vector, formula);

      assertThat(formula.last())
          .as("%s", schedule)
          .isLessThan(recurrence.last() + 1e-9)
          .isGreaterThan(recurrence.last() * 0.94);
    }
  }

  /** An exchange beside a pass takes from it what the two cannot both have. */
  @Property
  void twoActivitiesFillWhatTheyShare(
      @ForAll @DoubleRange(max = 1) double first, @ForAll @DoubleRange(max = 1) double second) {
    TwoActivities rates = TwoActivities.of(new double[] {1, first}, new double[] {0, second});

    assertThat(rates.first() * first + rates.second() * second).isLessThanOrEqualTo(1 + 1e-12);
    if (first + second > 1) {
      assertThat(rates.first()).isCloseTo(rates.second(), within(1e-12));
    } else {
      assertThat(rates).isEqualTo(new TwoActivities(1, 1));
    }
  }

  private void both(ScheduleKind schedule, StageVector vector) {
    assertThat(times.bound(schedule, vector, formula)).isTrue();
    times.recur(schedule, vector, recurrence);
  }

  private static StageVector vector(
      int stages, int chunks, int microBatches, double unevenness, double transfer, long seed) {
    Random random = new Random(seed);
    StageVector vector = new StageVector();
    vector.begin(stages, chunks, microBatches);
    double ratio = 1 + 2 * random.nextDouble();
    Beside hop = transfer == 0 ? Beside.NONE : new Beside(transfer, 0, 1, 1);
    for (int stage = 0; stage < stages; stage++) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        boolean first = stage == 0 && chunk == 0;
        boolean last = stage == stages - 1 && chunk == chunks - 1;
        double forward = 1 + unevenness * random.nextDouble();
        double backward = ratio * (1 + unevenness * random.nextDouble());
        vector.times(stage, chunk, forward, backward, 0);
        vector.transfers(stage, chunk, last ? Beside.NONE : hop, first ? Beside.NONE : hop);
      }
    }
    return vector;
  }
}

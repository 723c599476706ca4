package io.millrace.simulator.lowering.training.closedform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.plan.ScheduleKind;
import io.millrace.simulator.lowering.training.schedule.PassTimes;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedule;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import io.millrace.simulator.lowering.training.schedule.PipelineShape;
import io.millrace.simulator.lowering.training.schedule.RepeatingOrders;
import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Orders that repeat are known from few micro-batches, and so are their times. */
class RepetitionProperties {
  private static final List<ScheduleKind> KINDS =
      List.of(
          ScheduleKind.ZERO_BUBBLE_B,
          ScheduleKind.ZERO_BUBBLE_V,
          ScheduleKind.V_HALF,
          ScheduleKind.V_MIN,
          ScheduleKind.INTERLEAVED);

  /** With the part as often as it fits, the orders of few micro-batches are those of all. */
  @Property(tries = 200)
  void aRepeatedPartGivesTheOrdersOfAllMicroBatches(
      @ForAll @IntRange(min = 2, max = 12) int stages,
      @ForAll @IntRange(min = 1, max = 12) int rounds,
      @ForAll @IntRange(max = 3) int more,
      @ForAll @DoubleRange(min = 0.5, max = 3) double backward,
      @ForAll @DoubleRange(max = 1.5) double weight) {
    PassTimes times = new PassTimes(1, backward, weight).rounded();
    for (ScheduleKind kind : KINDS) {
      int chunks = chunks(kind, 1 + rounds % 3);
      int microBatches = rounds * stages + (kind == ScheduleKind.INTERLEAVED ? 0 : more);
      PipelineShape shape = new PipelineShape(stages, microBatches, chunks);
      PipelineSchedule schedule = PipelineSchedules.of(kind);

      assertThat(unrolled(schedule.repeating(shape, times), microBatches))
          .as("%s", kind)
          .isEqualTo(schedule.orders(shape, times));
    }
  }

  private static List<List<Slot>> unrolled(RepeatingOrders few, int microBatches) {
    if (!few.repeats()) {
      return few.orders();
    }
    int times = (microBatches - few.shape().microBatches()) / few.period();
    List<List<Slot>> orders = new ArrayList<>();
    for (int stage = 0; stage < few.orders().size(); stage++) {
      List<Slot> order = few.orders().get(stage);
      RepeatingOrders.Part part = few.parts().get(stage);
      List<Slot> all = new ArrayList<>(order.subList(0, part.to()));
      for (int i = 1; i <= times; i++) {
        for (Slot slot : order.subList(part.from(), part.to())) {
          all.add(slot.later(i * few.period()));
        }
      }
      for (Slot slot : order.subList(part.to(), order.size())) {
        all.add(slot.later(times * few.period()));
      }
      orders.add(all);
    }
    return orders;
  }

  /** A recurrence that stops walking when nothing but the time changes ends when others do. */
  @Property(tries = 500)
  void timesAreThoseOfAllPasses(
      @ForAll @IntRange(min = 2, max = 8) int stages,
      @ForAll @IntRange(min = 4, max = 30) int rounds,
      @ForAll @DoubleRange(max = 0.5) double unevenness,
      @ForAll boolean blocking,
      @ForAll boolean overlap,
      @ForAll long seed) {
    Random random = new Random(seed);
    ScheduleKind kind = KINDS.get(random.nextInt(KINDS.size()));
    int chunks = chunks(kind, 2 + random.nextInt(3));
    StageVector vector =
        vector(stages, chunks, rounds * stages, unevenness, kind.splitsBackward(), random);
    vector.blockingTransfers(blocking);
    vector.gradientsOverlap(overlap);
    PipelineShape shape = new PipelineShape(stages, rounds * stages, chunks);
    PassTimes times = PipelineTimes.timesOf(kind, vector);
    PipelineSchedule schedule = PipelineSchedules.of(kind);
    RepeatingOrders all = new RepeatingOrders(shape, schedule.orders(shape, times), List.of(), 1);
    PassOrder walked = new PassOrder(all, schedule.placement());
    PassOrder repeated = new PassOrder(schedule.repeating(shape, times), schedule.placement());
    PipelineEnds expected = new PipelineEnds();
    PipelineEnds found = new PipelineEnds();
    new Recurrence().run(walked, vector, expected);
    new Recurrence().run(repeated, vector, found);
    Peaks.inOrder(walked, vector, expected);
    Peaks.inOrder(repeated, vector, found);

    for (int stage = 0; stage < stages; stage++) {
      assertThat(found.passes(stage))
          .as("%s", kind)
          .isCloseTo(expected.passes(stage), withPercentage(1e-9));
      assertThat(found.gradients(stage))
          .as("%s", kind)
          .isCloseTo(expected.gradients(stage), withPercentage(1e-9));
      assertThat(found.peak(stage)).as("%s", kind).isEqualTo(expected.peak(stage));
    }

    if (kind != ScheduleKind.INTERLEAVED) {
      new WeightsAnywhere().run(walked, stages, vector, expected);
      new WeightsAnywhere().run(repeated, stages, vector, found);
      assertThat(found.last()).isCloseTo(expected.last(), withPercentage(1e-9));
    }
  }

  private static int chunks(ScheduleKind kind, int interleaved) {
    return kind.vShaped() ? 2 : kind == ScheduleKind.INTERLEAVED ? interleaved : 1;
  }

  private static StageVector vector(
      int stages, int chunks, int microBatches, double unevenness, boolean splits, Random random) {
    StageVector vector = new StageVector();
    vector.begin(stages, chunks, microBatches);
    double weight = splits ? random.nextDouble() : 0;
    for (int stage = 0; stage < stages; stage++) {
      vector.sharedLinks(stage, random.nextDouble(0.5, 1));
      for (int chunk = 0; chunk < chunks; chunk++) {
        double scale = 1 + unevenness * random.nextDouble();
        vector.times(stage, chunk, scale, 1.5 * scale, weight * scale);
        boolean sends = random.nextInt(4) > 0;
        vector.transfers(
            stage,
            chunk,
            sends ? exchange(0.2, random) : Beside.NONE,
            sends ? exchange(0.2, random) : Beside.NONE);
        vector.exchanges(stage, chunk, exchange(5, random), exchange(5, random));
        long kept = random.nextInt(1, 100);
        long more = random.nextInt(50);
        long deferred = splits ? random.nextInt((int) kept) : 0;
        vector.memory(stage, chunk, kept, more, kept + more - deferred, deferred);
      }
    }
    return vector;
  }

  private static Beside exchange(double seconds, Random random) {
    return new Beside(
        0.01 * random.nextDouble(),
        seconds * random.nextDouble(),
        random.nextDouble(0.7, 1),
        random.nextDouble(0.5, 1));
  }
}

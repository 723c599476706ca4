package io.millrace.simulator.lowering.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.plan.ScheduleKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every schedule, whatever the number of stages, chunks and micro-batches. */
class PipelineSchedulesProperties {

  /** A schedule and its sizes. */
  record Shape(ScheduleKind kind, int stages, int microBatches, int chunks) {

    List<Slot> order(int stage) {
      return orders().get(stage);
    }

    List<List<Slot>> orders() {
      return PipelineSchedules.of(kind)
          .orders(new PipelineShape(stages, microBatches, chunks), PassTimes.EQUAL);
    }
  }

  @Provide
  Arbitrary<Shape> shapes() {
    Arbitrary<Integer> stages = Arbitraries.integers().between(1, 12);
    Arbitrary<Integer> microBatches = Arbitraries.integers().between(1, 40);
    Arbitrary<Shape> plain =
        Combinators.combine(
                Arbitraries.of(ScheduleKind.GPIPE, ScheduleKind.ONE_FORWARD_ONE_BACKWARD),
                stages,
                microBatches)
            .as((kind, p, m) -> new Shape(kind, p, m, 1));
    return Arbitraries.oneOf(plain, interleaved(), split());
  }

  @Provide
  Arbitrary<Shape> whole() {
    return shapes().filter(shape -> !shape.kind.splitsBackward());
  }

  @Provide
  Arbitrary<Shape> split() {
    return Combinators.combine(
            Arbitraries.of(ScheduleKind.values()).filter(ScheduleKind::splitsBackward),
            Arbitraries.integers().between(1, 12),
            Arbitraries.integers().between(1, 40))
        .as((kind, p, m) -> new Shape(kind, p, m, kind.vShaped() ? 2 : 1));
  }

  @Provide
  Arbitrary<Shape> interleaved() {
    return Combinators.combine(
            Arbitraries.integers().between(2, 8),
            Arbitraries.integers().between(1, 6),
            Arbitraries.integers().between(2, 5))
        .as((p, groups, v) -> new Shape(ScheduleKind.INTERLEAVED, p, p * groups, v));
  }

  @Property(tries = 300)
  void eachPassOfEachMicroBatchHappensOnceAndForwardComesFirst(@ForAll("shapes") Shape shape) {
    boolean split = shape.kind.splitsBackward();
    PassKind backward = split ? PassKind.INPUT_GRADIENT : PassKind.BACKWARD;
    for (List<Slot> order : shape.orders()) {
      Map<Slot, Integer> position = new HashMap<>();
      for (int i = 0; i < order.size(); i++) {
        assertThat(position.put(order.get(i), i)).as("twice: %s", order.get(i)).isNull();
      }
      assertThat(order).hasSize((split ? 3 : 2) * shape.microBatches * shape.chunks);
      for (int chunk = 0; chunk < shape.chunks; chunk++) {
        for (int i = 0; i < shape.microBatches; i++) {
          int gradient = position.get(new Slot(backward, chunk, i));
          assertThat(position.get(new Slot(PassKind.FORWARD, chunk, i))).isLessThan(gradient);
          if (split) {
            assertThat(gradient)
                .isLessThan(position.get(new Slot(PassKind.WEIGHT_GRADIENT, chunk, i)));
          }
        }
      }
    }
  }

  @Property(tries = 300)
  void gradientsAreReadyInTheOrderOfTheMicroBatches(@ForAll("shapes") Shape shape) {
    for (int stage = 0; stage < shape.stages; stage++) {
      for (int chunk = 0; chunk < shape.chunks; chunk++) {
        int of = chunk;
        List<Integer> backward = new ArrayList<>();
        shape.order(stage).stream()
            .filter(slot -> slot.kind().givesWeightGradients() && slot.chunk() == of)
            .forEach(slot -> backward.add(slot.microBatch()));
        assertThat(backward).isSorted();
      }
    }
  }

  /** 2104.04473, section 2.2.1: all micro-batches under GPipe, at most the stages under 1F1B. */
  @Property(tries = 300)
  void keepsAsManyMicroBatchesAsTheScheduleSays(@ForAll("whole") Shape shape) {
    for (int stage = 0; stage < shape.stages; stage++) {
      int expected =
          switch (shape.kind) {
            case GPIPE -> shape.microBatches;
            case ONE_FORWARD_ONE_BACKWARD -> Math.min(shape.microBatches, shape.stages - stage);
            case INTERLEAVED -> interleavedPasses(shape, stage);
            case ZERO_BUBBLE_B, ZERO_BUBBLE_V, V_HALF, V_MIN -> throw new AssertionError();
          };
      assertThat(mostInFlight(shape.order(stage))).as("stage %d", stage).isEqualTo(expected);
    }
  }

  /**
   * Megatron-LM, forward_backward_pipelining_with_interleaving: the warm-up is as long as it takes
   * the first micro-batch to come back, or everything where there is only one group of them.
   */
  private static int interleavedPasses(Shape shape, int stage) {
    int passes = shape.microBatches * shape.chunks;
    if (shape.microBatches == shape.stages) {
      return passes;
    }
    int warmUp = 2 * (shape.stages - stage - 1) + (shape.chunks - 1) * shape.stages;
    return Math.min(passes, warmUp + 1);
  }

  /** 2205.05198, section 4.2.3: {@code 1 + (p - 1) / (p v)} times what one stage has of a model. */
  @Property(tries = 200)
  void interleavingKeepsSlightlyMoreOnTheFirstStageThanOneForwardOneBackward(
      @ForAll("interleaved") Shape shape) {
    if (shape.microBatches == shape.stages) {
      return;
    }
    double share = 1 + (shape.stages - 1) / (double) (shape.stages * shape.chunks);
    double microBatchesKept = Math.min(shape.microBatches, shape.stages * share);

    assertThat(mostInFlight(shape.order(0)) / (double) shape.chunks)
        .isCloseTo(microBatchesKept, within(1e-9));
  }

  private static int mostInFlight(List<Slot> order) {
    int inFlight = 0;
    int most = 0;
    for (Slot slot : order) {
      inFlight += slot.kind() == PassKind.FORWARD ? 1 : -1;
      most = Math.max(most, inFlight);
    }
    return most;
  }
}

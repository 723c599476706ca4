package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.ConstantCosts;
import io.millrace.simulator.Sample;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** An iteration of which only a part was run is the iteration, to the tick. */
class FoldingProperties {
  private static final double[] TRANSFERS = {0, 0, 0.1e-3, 1.3e-3};

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of(
        "gpipe last-stage",
        "1f1b last-stage",
        "1f1b parallel-one-barrier",
        "1f1b parallel-two-barriers",
        "1f1b interlaced",
        "interleaved last-stage",
        "zero-bubble-b last-stage",
        "zero-bubble-v last-stage",
        "v-half last-stage",
        "v-min last-stage");
  }

  @Property(tries = 150)
  void partsOfIterationsThatRepeatStandForAllOfThem(
      @ForAll("methods") String method,
      @ForAll @IntRange(min = 2, max = 6) int stages,
      @ForAll @IntRange(min = 1, max = 60) int groups,
      @ForAll @IntRange(max = 3) int transfer,
      @ForAll @DoubleRange(min = 0, max = 0.3) double unevenness,
      @ForAll boolean beside,
      @ForAll long seed) {
    IterationSimulation simulation =
        simulation(method, stages, groups, transfer, unevenness, beside, seed);
    IterationOutcome folded = simulation.folded().outcome();
    IterationOutcome whole = simulation.unfolded().outcome();

    assertThat(folded.ticks()).isEqualTo(whole.ticks());
    assertThat(folded.events()).isEqualTo(whole.events());
    assertThat(folded.bottleneck()).isEqualTo(whole.bottleneck());
    for (int stage = 0; stage < stages; stage++) {
      assertThat(folded.peakActivations(stage)).isEqualTo(whole.peakActivations(stage));
      assertThat(folded.parts(stage)).containsExactly(whole.parts(stage), within(1e-9));
    }
  }

  /** Only all forward passes before all backward passes have no middle that repeats. */
  @Property
  void longIterationsOfEvenStagesRepeat(
      @ForAll("methods") String method, @ForAll @IntRange(min = 2, max = 5) int stages) {
    Assume.that(!method.startsWith("gpipe"));

    assertThat(
            simulation(method, stages, 120, 0, 0, true, 1).folded().outcome().repetition().times())
        .isPositive();
  }

  private static IterationSimulation simulation(
      String method,
      int stages,
      int groups,
      int transfer,
      double unevenness,
      boolean beside,
      long seed) {
    String schedule = method.split(" ")[0];
    boolean chunks = !List.of("gpipe", "1f1b", "zero-bubble-b").contains(schedule);
    Sample sample = ConstantCosts.prepared(Sample.llama());
    Scenario scenario =
        (beside ? sample : ConstantCosts.blockingTransfers(sample))
            .with("plan.pipeline", stages)
            .with("plan.schedule", schedule)
            .with("plan.vocabulary", method.split(" ")[1])
            .with("plan.virtualStages", chunks ? 2 : 1)
            .with("model.layers", 2 * stages)
            .with("workload.globalBatch", schedule.equals("interleaved") ? groups * stages : groups)
            .scenario();
    TrainingContext context =
        new TrainingContext(
            scenario.cluster(),
            scenario.model(),
            scenario.workload(),
            scenario.framework(),
            scenario.plan().orElseThrow(),
            new ConstantCosts(TRANSFERS[transfer]));
    List<StageWork> even =
        new StageDescriptions(context).stages(PipelineSchedules.of(context.plan()).placement());
    return new IterationSimulation(context, uneven(even, unevenness, new Random(seed)), "sample");
  }

  private static List<StageWork> uneven(List<StageWork> stages, double unevenness, Random random) {
    List<StageWork> result = new ArrayList<>();
    for (StageWork stage : stages) {
      double slower = 1 + unevenness * random.nextDouble();
      result.add(
          new StageWork(
              stage.chunks(),
              stage.passes().stream().map(passes -> SampleWork.slower(passes, slower)).toList(),
              stage.parameters()));
    }
    return result;
  }
}

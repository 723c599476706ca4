package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.simulator.cost.Calibration;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What one scenario had simulated is what another would have simulated itself. */
class CostLibraryProperties {
  private static final ScenarioReader READER = ScenarioReader.bundled();
  private static final Calibration CALIBRATION = Calibration.bundled();

  /** One for all tries, so that later ones meet what earlier ones left. */
  private static final CostLibrary LIBRARY = new CostLibrary(CALIBRATION, 8);

  @Property(tries = 150)
  void sharedPassesChangeNothing(
      @ForAll @Size(12) List<@IntRange(min = 0, max = 1_000_000) Integer> draws) {
    Scenario scenario = scenario(draws);
    TrainingPlan plan = scenario.plan().orElseThrow();

    PlanFigures shared = figures(LIBRARY.of(scenario), plan);
    PlanFigures alone = figures(PlanCosts.with(scenario, CALIBRATION), plan);

    assertThat(shared.seconds()).isEqualTo(alone.seconds());
    assertThat(shared.joules()).isEqualTo(alone.joules());
    assertThat(shared.fullestBytes()).isEqualTo(alone.fullestBytes());
  }

  private static PlanFigures figures(PlanCosts costs, TrainingPlan plan) {
    PlanFigures figures = new PlanFigures();
    PlanLayout layout = costs.layout(plan.strategy(), plan.pipelining());
    PassCosts passes = costs.passes(layout, plan.layers(), plan.replicas());
    costs.evaluate(
        layout, passes, costs.replicas(layout, plan.replicas(), passes.microBatches()), figures);
    return figures;
  }

  private static Scenario scenario(List<Integer> draws) {
    int tensor = pick(draws, 0, 1, 2, 4, 8, 16);
    int pipeline = pick(draws, 1, 1, 2, 4);
    int data = pick(draws, 2, 1, 2, 4, 16);
    int microBatch = pick(draws, 3, 1, 2);
    int devices = tensor * pipeline * data;
    String model =
        pick(draws, 4, 0, 1) == 0
            ? "{layers: 8, hidden: 2048, ffn: 8192, heads: 16, vocab: 51200}"
            : "mixtral-8x7b";
    int expert = model.startsWith("mix") ? pick(draws, 5, 1, 2, 4) : 1;
    String text =
        """
        version: 1
        name: drawn
        cluster: {node: %s, devices: %d, network: {oversubscription: %d}}
        model: %s
        workload: {type: training, framework: megatron-core-2024, globalBatch: %d, sequence: 2048,
                   precision: bf16}
        plan: {tensor: %d, pipeline: %d, data: %d, expert: %d, microBatch: %d, recompute: %s,
               sharding: %s, rankOrder: %s}
        """
            .formatted(
                List.of("dgx-a100", "dgx-h100").get(pick(draws, 6, 0, 1)),
                devices,
                pick(draws, 7, 1, 2),
                model,
                data * microBatch * pick(draws, 8, 1, 2, 8),
                tensor,
                pipeline,
                data,
                (data * tensor) % expert == 0 ? expert : 1,
                microBatch,
                List.of("none", "selective", "full").get(pick(draws, 9, 0, 1, 2)),
                List.of("none", "zero1", "zero2", "zero3").get(pick(draws, 10, 0, 1, 2, 3)),
                List.of("data-before-pipeline", "pipeline-before-data").get(pick(draws, 11, 0, 1)));
    return READER.read(Document.parse(text, false).orThrow(), Path.of("")).orThrow();
  }

  private static int pick(List<Integer> draws, int draw, int... values) {
    return values[draws.get(draw) % values.length];
  }
}

package io.millrace.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.planfile.PlanFile;
import io.millrace.model.planfile.PlanFileReader;
import io.millrace.model.planfile.PlanFileWriter;
import io.millrace.model.planfile.PlanFindings;
import io.millrace.model.report.Figure;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The file that lies in every folder: what is written is what is read. */
class PlanFileProperties {
  private static final String SCENARIO =
      """
      version: 1
      name: two experts of sixteen
      cluster: {node: dgx-h100, nodes: 8, network: {perDevice: 43.21 GB/s, oversubscription: 1.5}}
      model:
        {name: own, layers: 24, hidden: 2048, heads: 32, kvHeads: 16, vocab: 50257,
         moe: {experts: 16, topK: 2, expertFfn: 1024}}
      workload: {type: training, globalBatch: 256, sequence: 4096, precision: bf16}
      pricePerDevice: 2.345678 USD/h
      seed: 5
      """;

  private static final Scenario QUESTION =
      ScenarioReader.bundled()
          .read(Document.parse(SCENARIO, false).orThrow(), Path.of(""))
          .orThrow();

  @Property
  void anyValidPlanSurvives(
      @ForAll("plans") TrainingPlan plan, @ForAll("findings") PlanFindings findings) {
    String text = PlanFileWriter.bundled().toText(PlanFile.of(QUESTION, plan, findings));

    PlanFile read = PlanFileReader.bundled().read(Document.parse(text, true).orThrow()).orThrow();

    assertThat(read.plan()).isEqualTo(plan);
    assertThat(read.findings()).contains(findings);
    assertThat(read.scenario().cluster()).isEqualTo(QUESTION.cluster());
    assertThat(read.scenario().model()).isEqualTo(QUESTION.model());
    assertThat(read.scenario().framework()).isEqualTo(QUESTION.framework());
    assertThat(read.scenario().pricePerDevice()).isEqualTo(QUESTION.pricePerDevice());
    assertThat(PlanFileWriter.bundled().toText(read)).isEqualTo(text);
  }

  @Provide
  Arbitrary<PlanFindings> findings() {
    Arbitrary<Double> numbers = Arbitraries.doubles().between(0, 1e6);
    return Combinators.combine(
            Arbitraries.of(Objective.values()), numbers, numbers, Arbitraries.of(0.0, 0.02, 1.0))
        .as(
            (objective, seconds, more, gap) ->
                PlanFindings.of("millrace 0.1.0", objective)
                    .estimated(seconds)
                    .simulated(new Figure(seconds + more, seconds, seconds + 2 * more, "s"))
                    .proven(more, gap));
  }

  @Provide
  Arbitrary<TrainingPlan> plans() {
    return RandomPlans.plansFor(QUESTION);
  }
}

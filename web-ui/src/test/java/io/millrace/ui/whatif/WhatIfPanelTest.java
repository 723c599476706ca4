package io.millrace.ui.whatif;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.NumberField;
import io.millrace.model.input.Document;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.PlannedRun;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.planner.Planner;
import io.millrace.planner.PlanningRequest;
import io.millrace.ui.chart.Chart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sliders about a small model on two devices, whose questions are answered when the test says. */
class WhatIfPanelTest {
  private static final String SCENARIO =
      """
      version: 1
      name: small
      cluster: {device: nvidia-a100-sxm-80g, devices: 2, devicesPerNode: 8}
      model: {name: some, layers: 2, hidden: 1024, ffn: 4096, heads: 8, vocab: 51200}
      workload: {type: training, framework: megatron-core-2024, globalBatch: 8, sequence: 1024,
                 precision: bf16}
      """;

  private static Scenario scenario;
  private static List<TrainingPlan> good;

  private final Deque<Runnable> soon = new ArrayDeque<>();
  private final Deque<Runnable> rested = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();

  @BeforeAll
  static void plan() {
    scenario = ScenarioReader.bundled().read(Document.parse(SCENARIO, false).orThrow()).orThrow();
    good =
        Planner.calibrated().plan(PlanningRequest.of(scenario)).plans().stream()
            .map(PlannedRun::plan)
            .toList();
  }

  @BeforeEach
  void open() {
    MockVaadin.setup();
  }

  @AfterEach
  void close() {
    MockVaadin.tearDown();
  }

  private void show(String start) {
    UI.getCurrent()
        .add(
            new WhatIfPanel(
                scenario,
                good,
                Turned.of(start),
                it -> told.add(it.text()),
                soon::add,
                rested::add));
  }

  private static void answer(Deque<Runnable> questions) {
    while (!questions.isEmpty()) {
      questions.remove().run();
    }
    MockVaadin.clientRoundtrip(false);
  }

  private static String stage() {
    return _get(Paragraph.class, it -> it.withClasses("note")).getText();
  }

  private static void turn(String label, double value) {
    _get(NumberField.class, it -> it.withLabel(label)).setValue(value);
  }

  @Test
  void formulasAnswerFirstThenASearchThenASimulation() {
    show("tensorEngines:2");
    answer(soon);
    assertThat(stage()).startsWith("By formulas");
    assertThat(_find(Chart.class)).hasSize(1);
    answer(rested);
    assertThat(stage()).startsWith("All plans searched").contains("gap 0.0 %", "Simulated");
    assertThat(_find(Chart.class)).hasSize(2);
  }

  @Test
  void turningAKnobIsToldAndAsked() {
    show("tensorEngines:1.5");
    answer(soon);
    turn("Memory bandwidth, ×", 2);
    assertThat(told).containsExactly("tensorEngines:1.5,memoryBandwidth:2");
    assertThat(soon).hasSize(1);
  }

  @Test
  void ofAQuestionThatAnotherFollowedNothingIsTold() {
    show("tensorEngines:2");
    answer(soon);
    turn("Tensor engines' rate, ×", 0.5);
    answer(rested);
    assertThat(stage()).doesNotContain("searched");
    answer(soon);
    answer(rested);
    assertThat(stage()).startsWith("All plans searched");
  }

  @Test
  void whatNobodyGivesHasNoKnob() {
    show("tensorEngines:2");
    assertThat(_find(NumberField.class).stream().map(NumberField::getLabel))
        .contains("Devices", "Memory capacity, ×")
        .noneMatch(it -> it.startsWith("Price"));
  }

  @Test
  void aNumberOutOfRangeIsNotAsked() {
    show("tensorEngines:2");
    answer(soon);
    turn("Memory bandwidth, ×", -3);
    assertThat(told).isEmpty();
    assertThat(_get(NumberField.class, it -> it.withLabel("Memory bandwidth, ×")).isInvalid())
        .isTrue();
  }

  @Test
  void nothingIsAskedBeforeSomebodyOpensIt() {
    show("");
    assertThat(soon).isEmpty();
    assertThat(_find(NumberField.class)).isEmpty();
  }

  @Test
  void theAddressSaysWhatIsTurned() {
    assertThat(Turned.of("devices:256,networkBandwidth:2").text())
        .isEqualTo("devices:256,networkBandwidth:2");
    assertThat(Turned.of("devices:-1,nonsense:2,networkBandwidth:x,,").isNone()).isTrue();
  }
}

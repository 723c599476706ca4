package io.millrace.ui.detail.sensitivity;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.select.Select;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.question.PlaneAnswer;
import io.millrace.planner.question.PlaneParameter;
import io.millrace.planner.question.PlaneQuestion;
import io.millrace.simulator.cost.Calibration;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.chart.HeatMap;
import io.millrace.ui.detail.SampleSubject;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.ScenarioTexts;
import io.millrace.ui.runs.SimulationRuns;
import io.millrace.ui.runs.Visitor;
import io.millrace.ui.runs.VisitorRuns;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanePanelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final Scenario scenario =
      new ScenarioTexts().read(SampleSubject.subject().question()).orThrow();
  private RunCentre centre;

  @BeforeEach
  void openThePage() {
    MockVaadin.setup();
    centre = SimulationRuns.open(folder, (_, _) -> SampleSubject.subject().answer());
    VisitorRuns runs = new VisitorRuns(centre, Visitor.LOCAL.owner());
    UI.getCurrent().add(new PlanePanel(SampleSubject.subject(), scenario, runs));
  }

  @AfterEach
  void end() {
    MockVaadin.tearDown();
    centre.close();
  }

  @Test
  void askingDrawsAMap() {
    _click(_get(Button.class, spec -> spec.withText("Draw the map")));

    Instant end = Instant.now().plus(PATIENCE);
    while (_find(Chart.class).isEmpty()) {
      assertThat(Instant.now()).as("patience").isBefore(end);
      MockVaadin.clientRoundtrip(false);
      Thread.onSpinWait();
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void oneThingCannotBeVariedTwice() {
    Select<PlaneParameter> upward = _get(Select.class, spec -> spec.withLabel("Upward"));
    upward.setValue(PlaneParameter.NETWORK_BANDWIDTH);

    _click(_get(Button.class, spec -> spec.withText("Draw the map")));

    assertThat(upward.isInvalid()).isTrue();
  }

  @Test
  void everyCellThatCanBeRunCanBeChosen() {
    PlaneQuestion question =
        new PlaneQuestion(PlaneParameter.GLOBAL_BATCH, PlaneParameter.MICRO_BATCH);
    PlaneAnswer answer =
        question.of(scenario, scenario.plan().orElseThrow(), Calibration.bundled(), _ -> {});

    HeatMap map = PlanePanel.heatMap(question, answer);

    assertThat(map.cells())
        .hasSize((int) answer.cells().stream().filter(PlaneAnswer.Cell::possible).count())
        .allSatisfy(it -> assertThat(it.id()).isEqualTo(it.column() + "," + it.row()));
  }
}

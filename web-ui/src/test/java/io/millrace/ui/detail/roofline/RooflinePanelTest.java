package io.millrace.ui.detail.roofline;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.Profiler;
import io.millrace.simulator.report.IterationProfile;
import io.millrace.ui.chart.Axis;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.chart.Scatter;
import io.millrace.ui.detail.SampleSubject;
import io.millrace.ui.runs.ScenarioTexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RooflinePanelTest {
  private final IterationProfile profile = profile();

  private static IterationProfile profile() {
    Scenario scenario = new ScenarioTexts().read(SampleSubject.subject().question()).orThrow();
    return Profiler.calibrated(scenario).profile(scenario.plan().orElseThrow());
  }

  @BeforeEach
  void start() {
    MockVaadin.setup();
  }

  @AfterEach
  void end() {
    MockVaadin.tearDown();
  }

  @Test
  void kernelsThatMultiplyArePointsBelowTheRoof() {
    Scatter scatter = Roof.of(profile, profile.stages().get(profile.bottleneck()));

    assertThat(scatter.x().scale()).isEqualTo(Axis.Scale.LOGARITHMIC);
    assertThat(scatter.y().scale()).isEqualTo(Axis.Scale.LOGARITHMIC);
    assertThat(scatter.points())
        .isNotEmpty()
        .allSatisfy(
            it -> assertThat(it.y() * 1e12).isBetween(0.0, profile.roofs().getFirst().at(it.x())));
    Scatter.Guide slope = scatter.guides().getFirst();
    assertThat(slope.toY() / slope.fromY())
        .isCloseTo(slope.toX() / slope.fromX(), withPercentage(0.001));
  }

  @Test
  void kernelsThatOnlyMoveBytesAreInTheTableAlone() {
    RooflinePanel panel = new RooflinePanel("Some device", profile);
    UI.getCurrent().add(panel);

    _assertOne(Chart.class);
    assertThat(panel.getElement().getTextRecursively())
        .contains("compute-bound", "optimizer", "ridge at", "Some device");
  }
}

package io.millrace.ui.detail.topology;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.Profiler;
import io.millrace.simulator.report.IterationProfile;
import io.millrace.ui.detail.SampleSubject;
import io.millrace.ui.runs.ScenarioTexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopologyPanelTest {
  @BeforeEach
  void openThePage() {
    MockVaadin.setup();
    Scenario scenario = new ScenarioTexts().read(SampleSubject.subject().question()).orThrow();
    UI.getCurrent().add(new TopologyPanel(scenario));
  }

  @AfterEach
  void end() {
    MockVaadin.tearDown();
  }

  @Test
  void everyDeviceOfAFewNodesIsDrawn() {
    assertThat(_find(NativeButton.class)).hasSize(16);
    assertThat(_get(NativeButton.class, spec -> spec.withText("8")).getAriaLabel())
        .contains("Rank 8, pipeline 1");
  }

  @Test
  void aChosenDeviceTellsItsGroups() {
    _click(_get(NativeButton.class, spec -> spec.withText("3")));

    assertThat(_find(Paragraph.class))
        .anySatisfy(
            it ->
                assertThat(it.getText())
                    .startsWith("Rank 3: tensor rank 1")
                    .contains("tensor 2, 3", "data 1, 3, 5, 7", "pipeline 3, 11"));
    assertThat(_find(NativeButton.class, spec -> spec.withClasses("grouped")))
        .extracting(NativeButton::getText)
        .containsExactly("1", "2", "5", "7", "11");
  }

  @Test
  void everyStageTellsHowBusyItsLinksAre() {
    Scenario scenario = new ScenarioTexts().read(SampleSubject.subject().question()).orThrow();
    IterationProfile profile = Profiler.calibrated(scenario).profile(scenario.plan().orElseThrow());
    LinkPanel panel = new LinkPanel(profile);
    UI.getCurrent().add(panel);

    assertThat(_find(panel, Span.class, spec -> spec.withClasses("busy")))
        .hasSize(2 * scenario.cluster().levels().size())
        .allSatisfy(it -> assertThat(it.getText()).endsWith(" %"));
  }
}

package io.millrace.ui.detail.time;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.detail.SampleSubject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimePanelTest {
  @BeforeEach
  void start() {
    MockVaadin.setup();
  }

  @AfterEach
  void end() {
    MockVaadin.tearDown();
  }

  @Test
  void whatIsSpentIsAChartAndATableAndWhatIsNotIsNeither() {
    TimePanel panel = new TimePanel(SampleSubject.answer());
    UI.getCurrent().add(panel);

    _assertOne(Chart.class);
    assertThat(panel.getElement().getTextRecursively())
        .contains("matrix products", "pipeline bubble", "which of stages 0 to 1 waits least")
        .doesNotContain("expert exchange");
  }
}

package io.millrace.ui.detail.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import io.millrace.ui.detail.SampleSubject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverviewPanelTest {
  @BeforeEach
  void start() {
    MockVaadin.setup();
  }

  @AfterEach
  void end() {
    MockVaadin.tearDown();
  }

  @Test
  void figuresAndTheirOriginAreThere() {
    String text = new OverviewPanel(SampleSubject.answer()).getElement().getTextRecursively();

    assertThat(text)
        .contains("Iteration time", "Model FLOPs utilisation", "The largest part of an iteration")
        .contains("Assumed, as the scenario does not say", "Computed by")
        .doesNotContain("Published", "Does not fit");
  }
}

package io.millrace.ui.detail.memory;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.select.Select;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.MemoryUse;
import io.millrace.ui.chart.Waterfall;
import io.millrace.ui.detail.SampleSubject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemoryPanelTest {
  @BeforeEach
  void start() {
    MockVaadin.setup();
  }

  @AfterEach
  void end() {
    MockVaadin.tearDown();
  }

  @Test
  void theFullestStageIsShownFirst() {
    UI.getCurrent().add(new MemoryPanel(SampleSubject.answer()));

    MemoryUse shown = (MemoryUse) _get(Select.class).getValue();
    assertThat(SampleSubject.answer().memory())
        .allSatisfy(it -> assertThat(it.total()).isLessThanOrEqualTo(shown.total()));
  }

  @Test
  void partsAndWhatIsFreeAddUpToTheCapacity() {
    Waterfall waterfall = MemoryPanel.waterfall(use(3, 8));

    assertThat(waterfall.whole()).isCloseTo(3, within(1e-9));
    assertThat(waterfall.after())
        .singleElement()
        .satisfies(it -> assertThat(it.amount()).isCloseTo(5, within(1e-9)));
  }

  @Test
  void nothingIsFreeWhereItDoesNotFit() {
    assertThat(MemoryPanel.waterfall(use(9, 8)).after()).isEmpty();
  }

  private static MemoryUse use(long gibibytes, long capacity) {
    return new MemoryUse(
        0,
        "hbm",
        Map.of("weights", new Bytes(gibibytes << 30), "buffers", Bytes.ZERO),
        new Bytes(capacity << 30));
  }
}

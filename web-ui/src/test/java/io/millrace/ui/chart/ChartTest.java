package io.millrace.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.ElementUtilsKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.dom.DomEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The component on its server side. */
class ChartTest {
  private Chart chart;
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void open() {
    MockVaadin.setup();
    chart = new Chart(SampleCharts.scatter());
    chart.onSelection(event -> heard.add(event.id()));
  }

  @AfterEach
  void close() {
    MockVaadin.tearDown();
  }

  private void browserChooses(String id) {
    ObjectNode data = JsonMapper.shared().createObjectNode().put("event.detail.id", id);
    ElementUtilsKt._fireDomEvent(
        chart.getElement(), new DomEvent(chart.getElement(), "chart-select", data));
  }

  @Test
  void selectsWhatAVisitorChooses() {
    browserChooses("p3");

    assertThat(heard).containsExactly("p3");
    assertThat(chart.selected()).containsExactly("p3");
  }

  @Test
  void hearsNothingOfPointsThatAreNotThere() {
    browserChooses("p3");
    browserChooses("p9999");

    assertThat(heard).containsExactly("p3");
    assertThat(chart.selected()).containsExactly("p3");
  }

  @Test
  void selectsFromTheServerWithoutAnEvent() {
    chart.select(List.of("p1", "p2", "unknown"));

    assertThat(chart.selected()).containsExactlyInAnyOrder("p1", "p2");
    assertThat(heard).isEmpty();
  }

  @Test
  void keepsWhatIsSelectedInTheNextPictureToo() {
    chart.select(List.of("p1", "p2"));
    Axis axis = Axis.of("length", "m");

    chart.show(
        new Scatter(
            "t", "Point", axis, axis, List.of(new Scatter.Point("p2", "P", "g", 1, 1)), List.of()));

    assertThat(chart.selected()).containsExactly("p2");
  }
}

package io.millrace.ui.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlacementPanelTest {
  private static final String PLANNED =
      """
      {"format": "post-training-planning/1", "feasible": true,
       "search": {"candidates": 100, "evaluated": 7, "gap": 0, "meshes": "halves"},
       "best": {"name": "best", "simulated": 34.7, "plan": {"calls": {}},
         "step": {"plan": "p", "reasons": [],
           "stepTime": {"value": 34, "low": 26, "high": 46, "unit": "s"},
           "calls": [{"name": "<b>actor</b>", "placement": "d2t4p1@0-7", "start": 0, "moved": 0.5,
             "seconds": 6.25, "memory": {"bytes": 34359738368, "capacity": 85899345920}}]}},
       "others": [{"name": "symmetric", "simulated": 50,
         "step": {"plan": "q", "reasons": ["memory"], "stepTime": {"value": 49}}}]}
      """;

  @BeforeEach
  void open() {
    MockVaadin.setup();
  }

  @AfterEach
  void close() {
    MockVaadin.tearDown();
  }

  private static String text(Component component) {
    return String.join(
        " ",
        all(component).map(it -> it.getElement().getText()).filter(it -> !it.isBlank()).toList());
  }

  private static Stream<Component> all(Component component) {
    return Stream.concat(Stream.of(component), component.getChildren().flatMap(it -> all(it)));
  }

  @Test
  void saysWhereEachCallRunsAndHowLongItTakes() {
    String shown = text(PlacementPanel.of(PLANNED, _ -> {}).orElseThrow());

    assertThat(shown)
        .contains("An iteration takes 34.7 s by simulation; by the closed form 34 s")
        .contains("<b>actor</b> 0-7 d2t4p1 0 s 6.25 s 0.5 s 32 GiB of 80 GiB")
        .contains("proven to be the fastest")
        .contains("symmetric", "50 s", "memory");
  }

  @Test
  void whereNothingFitsItSaysWhyAndWhatWouldHelp() {
    String none =
        """
        {"format": "post-training-planning/1", "feasible": false, "refusals": ["too little memory"],
         "advice": ["with 16 devices it would fit"], "search": {}}
        """;
    Component panel = PlacementPanel.of(none, _ -> {}).orElseThrow();

    assertThat(text(panel))
        .contains("No plan fits", "too little memory", "with 16 devices it would fit");
  }

  @Test
  void otherAnswersAreNotItsOwn() {
    assertThat(
            List.of(
                PlacementPanel.of("{\"format\": \"planning/1\"}", _ -> {}),
                PlacementPanel.of("no", _ -> {})))
        .allMatch(it -> it.isEmpty());
  }
}

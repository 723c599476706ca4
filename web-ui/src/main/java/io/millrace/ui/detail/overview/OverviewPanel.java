package io.millrace.ui.detail.overview;

import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeDetails;
import io.millrace.scenarios.text.BottleneckText;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.detail.PagePanel;
import io.millrace.ui.detail.SimulationAnswer;
import java.util.List;

/** The figures with their ranges, beside published ones, what they hang on and what made them. */
final class OverviewPanel extends PagePanel {

  OverviewPanel(SimulationAnswer answer) {
    add(
        note(
            "%s under plan %s on %s devices"
                .formatted(answer.scenario(), answer.plan(), Numbers.whole(answer.devices()))));
    if (!answer.feasible()) {
      add(callout("Does not fit", answer.reasons()));
      add(note("The figures are those of a device with enough memory."));
    }
    add(
        sentence(
            BottleneckText.of(
                answer.breakdown(), answer.bottleneckStage(), answer.memory().size())));
    add(new FiguresTable(answer));
    if (!answer.source().isEmpty()) {
      add(note("Published in: " + answer.source()));
    }
    if (!answer.contributions().isEmpty()) {
      add(
          new NativeDetails(
              "What the range hangs on",
              list(answer.contributions().stream().map(this::line).toList())));
    }
    add(
        new H3("Assumed, as the scenario does not say"),
        list(answer.assumptions().isEmpty() ? List.of("Nothing.") : answer.assumptions()));
    SimulationAnswer.Provenance made = answer.provenance();
    add(new NativeDetails("Cost parameters", list(made.calibration())));
    add(
        note(
            "Computed by %s with seed %d in %s events."
                .formatted(made.tool(), made.seed(), Numbers.whole(made.events()))));
  }

  private String line(SimulationAnswer.Contribution it) {
    return "%s, %s: one spread more makes the iteration %s longer; %s of the variance"
        .formatted(
            it.parameter(),
            it.value(),
            Numbers.signedPercent(it.effect()),
            Numbers.percent(it.share()));
  }
}

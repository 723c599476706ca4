package io.millrace.ui.detail.time;

import com.vaadin.flow.component.html.Span;
import io.millrace.model.report.TimePart;
import io.millrace.scenarios.reference.TermKind;
import io.millrace.scenarios.text.BottleneckText;
import io.millrace.scenarios.text.Numbers;
import io.millrace.scenarios.text.Shares;
import io.millrace.ui.chart.Axis;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.chart.StackedBars;
import io.millrace.ui.detail.PagePanel;
import io.millrace.ui.detail.SimulationAnswer;
import io.millrace.ui.figures.DataTable;
import io.millrace.ui.figures.StackedBar;
import io.millrace.ui.reference.TermHelp;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What binds, in a sentence, as a bar and as a table. */
final class TimePanel extends PagePanel {

  TimePanel(SimulationAnswer answer) {
    int stages = answer.memory().size();
    add(sentence(BottleneckText.of(answer.breakdown(), answer.bottleneckStage(), stages)));
    add(
        note(
            stages > 1
                ? "Of a device of stage %d, which of stages 0 to %d waits least."
                    .formatted(answer.bottleneckStage(), stages - 1)
                : "Of every device: there is one stage."));
    DataTable table =
        new DataTable("Parts of the iteration time").heads(List.of("", "Share", "Time"));
    List<StackedBars.Part> parts = new ArrayList<>();
    Iterator<String> percentages =
        Shares.percentages(List.copyOf(answer.breakdown().values())).iterator();
    answer
        .breakdown()
        .forEach(
            (part, seconds) -> {
              String percentage = percentages.next();
              if (seconds > 0) {
                parts.add(new StackedBars.Part(part.label(), colour(part), List.of(seconds)));
                table.row(
                    List.of(
                        StackedBar.swatch(part.key()),
                        TermHelp.of(part.label(), TermKind.TIME, part.key())),
                    List.of(new Span(percentage), new Span(Numbers.with(seconds, "s"))));
              }
            });
    String bar = stages > 1 ? "Stage " + answer.bottleneckStage() : "Device";
    add(
        new Chart(
            new StackedBars(
                "Where the time goes", "Stage", Axis.of("Time", "s"), List.of(bar), parts)),
        table);
  }

  /** The colours of the style sheet's parts: what computes, what moves, what waits. */
  private static String colour(TimePart part) {
    return switch (part) {
      case MATRIX_PRODUCTS -> "--computing-1";
      case ATTENTION -> "--computing-2";
      case ELEMENT_WISE -> "--computing-3";
      case RECOMPUTATION -> "--computing-4";
      case OPTIMIZER -> "--computing-5";
      case DATA_COMMUNICATION -> "--moving-1";
      case TENSOR_COMMUNICATION -> "--moving-2";
      case CONTEXT_COMMUNICATION -> "--moving-3";
      case EXPERT_COMMUNICATION, HOST_TRANSFER -> "--moving-4";
      case PIPELINE_COMMUNICATION -> "--moving-5";
      case BUBBLE -> "--waiting-1";
      case HOST -> "--waiting-2";
    };
  }
}

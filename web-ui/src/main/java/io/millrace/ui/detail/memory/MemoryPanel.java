package io.millrace.ui.detail.memory;

import com.vaadin.flow.component.select.Select;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.MemoryUse;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.chart.Axis;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.chart.Waterfall;
import io.millrace.ui.detail.PagePanel;
import io.millrace.ui.detail.SimulationAnswer;
import io.millrace.ui.figures.MemoryChart;
import io.millrace.ui.figures.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Each stage's memory step by step from the weights to what stays free, then all stages. */
final class MemoryPanel extends PagePanel {

  MemoryPanel(SimulationAnswer answer) {
    List<MemoryUse> uses = new ArrayList<>(answer.memory());
    if (uses.isEmpty()) {
      add(note("The answer says nothing of memory."));
      return;
    }
    MemoryUse fullest = uses.stream().max(Comparator.comparing(MemoryUse::total)).orElseThrow();
    answer.hostMemory().ifPresent(uses::add);
    Select<MemoryUse> stage = new Select<>();
    stage.setLabel("Stage and memory");
    stage.setItems(uses);
    stage.setItemLabelGenerator(it -> name(it) + (it == fullest ? ", the fullest" : ""));
    stage.setValue(fullest);
    Chart chart = new Chart(waterfall(fullest));
    stage.addValueChangeListener(
        change -> {
          if (change.getValue() != null) {
            chart.show(waterfall(change.getValue()));
          }
        });
    add(sentence(words(fullest)), stage, chart, new MemoryChart(answer.memory()));
  }

  private static String name(MemoryUse use) {
    return "Stage %d, %s".formatted(use.stage(), use.tier());
  }

  private static String words(MemoryUse use) {
    Units units = Units.current();
    String share = Numbers.percent(use.total().count() / (double) use.capacity().count());
    String free = units.text(free(use).count() < 0 ? minus(free(use)) : free(use));
    return "The fullest device, of stage %d, needs %s of %s (%s): %s."
        .formatted(
            use.stage(),
            units.text(use.total()),
            units.text(use.capacity()),
            share,
            use.fits() ? free + " stay free" : free + " are missing");
  }

  private static Bytes free(MemoryUse use) {
    return new Bytes(use.capacity().count() - use.total().count());
  }

  private static Bytes minus(Bytes amount) {
    return new Bytes(-amount.count());
  }

  static Waterfall waterfall(MemoryUse use) {
    Units units = Units.current();
    List<Waterfall.Step> steps = new ArrayList<>();
    use.parts()
        .forEach(
            (part, bytes) -> {
              if (bytes.count() > 0) {
                steps.add(new Waterfall.Step(part, colour(part), units.inChartUnit(bytes)));
              }
            });
    String capacity = "capacity " + units.text(use.capacity());
    return new Waterfall(
        name(use),
        Axis.of("Memory", units.chartUnit())
            .with(new Axis.Limit(capacity, units.inChartUnit(use.capacity()))),
        steps,
        "total",
        use.fits()
            ? List.of(new Waterfall.Step("free", "--chart-disabled", units.inChartUnit(free(use))))
            : List.of());
  }

  /** The colours of the style sheet's parts. */
  private static String colour(String part) {
    return switch (part) {
      case "weights" -> "--computing-1";
      case "gradients" -> "--computing-2";
      case "activations" -> "--computing-4";
      case "optimizer" -> "--computing-5";
      case "buffers" -> "--moving-2";
      case "slack" -> "--waiting-1";
      case "libraries" -> "--waiting-2";
      default -> "--chart-7";
    };
  }
}

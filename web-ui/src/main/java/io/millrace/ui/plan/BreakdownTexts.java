package io.millrace.ui.plan;

import io.millrace.model.report.TimePart;
import io.millrace.scenarios.text.Numbers;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a plan's time goes, in sentences. */
final class BreakdownTexts {
  private static final Set<TimePart> WORK =
      Set.of(
          TimePart.MATRIX_PRODUCTS, TimePart.ATTENTION, TimePart.ELEMENT_WISE, TimePart.OPTIMIZER);

  private BreakdownTexts() {}

  /** What bounds the plan, and what it waits for most. */
  static String bottleneck(PlanRow row) {
    double whole = row.breakdown().values().stream().mapToDouble(it -> it).sum();
    List<Map.Entry<TimePart, Double>> parts =
        row.breakdown().entrySet().stream()
            .filter(it -> it.getValue() > 0)
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .toList();
    if (parts.isEmpty() || whole <= 0) {
      return "Where its time goes was not kept with this answer.";
    }
    String most =
        "The bottleneck is %s: %s of the iteration."
            .formatted(
                parts.getFirst().getKey().label(),
                Numbers.percent(parts.getFirst().getValue() / whole));
    String rest =
        parts.stream()
            .skip(1)
            .filter(it -> !WORK.contains(it.getKey()))
            .findFirst()
            .map(
                it ->
                    " Beside the work itself most goes to %s, %s."
                        .formatted(it.getKey().label(), Numbers.percent(it.getValue() / whole)))
            .orElse("");
    String stage =
        row.plan().path("pipeline").asInt(1) > 1
            ? " Stage %d is the one that the others wait for.".formatted(row.bottleneckStage())
            : "";
    return most + rest + stage;
  }
}

package io.millrace.ui.plan;

import io.millrace.model.report.TimePart;
import io.millrace.ui.chart.Axis;
import io.millrace.ui.chart.StackedBars;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Where the time of plans goes, a bar each. */
public final class PlanBreakdowns {
  private static final Map<TimePart, String> COLOURS =
      Map.ofEntries(
          Map.entry(TimePart.MATRIX_PRODUCTS, "--computing-1"),
          Map.entry(TimePart.ATTENTION, "--computing-2"),
          Map.entry(TimePart.ELEMENT_WISE, "--computing-3"),
          Map.entry(TimePart.RECOMPUTATION, "--computing-4"),
          Map.entry(TimePart.OPTIMIZER, "--computing-5"),
          Map.entry(TimePart.TENSOR_COMMUNICATION, "--moving-2"),
          Map.entry(TimePart.CONTEXT_COMMUNICATION, "--moving-3"),
          Map.entry(TimePart.EXPERT_COMMUNICATION, "--moving-4"),
          Map.entry(TimePart.DATA_COMMUNICATION, "--moving-1"),
          Map.entry(TimePart.PIPELINE_COMMUNICATION, "--moving-5"),
          Map.entry(TimePart.HOST_TRANSFER, "--moving-4"),
          Map.entry(TimePart.BUBBLE, "--waiting-1"),
          Map.entry(TimePart.HOST, "--waiting-2"));

  private PlanBreakdowns() {}

  /** Of some plans with their names; parts that none of them has are left out. */
  public static StackedBars of(String title, List<String> names, List<PlanRow> rows) {
    return new StackedBars(
        title,
        "Plan",
        Axis.of("Iteration", "s"),
        names,
        Arrays.stream(TimePart.values())
            .filter(part -> rows.stream().anyMatch(it -> seconds(it, part) > 0))
            .map(
                part ->
                    new StackedBars.Part(
                        part.label(),
                        COLOURS.getOrDefault(part, ""),
                        rows.stream().map(it -> seconds(it, part)).toList()))
            .toList());
  }

  private static double seconds(PlanRow row, TimePart part) {
    return row.breakdown().getOrDefault(part, 0.0);
  }
}

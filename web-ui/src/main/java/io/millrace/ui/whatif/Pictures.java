package io.millrace.ui.whatif;

import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.report.TimePart;
import io.millrace.planner.question.WhatIfAnswer;
import io.millrace.ui.chart.Axis;
import io.millrace.ui.chart.Scatter;
import io.millrace.ui.chart.StackedBars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Answers as charts. */
final class Pictures {
  private static final double PERCENT = 100;

  private Pictures() {}

  /** Known plans where they are now, and the one that was best before. */
  static Scatter plans(WhatIfAnswer before, WhatIfAnswer after) {
    List<Scatter.Point> points = new ArrayList<>();
    before.best().ifPresent(it -> points.add(point("before", "best as it is", it)));
    for (int i = 0; i < after.plans().size(); i++) {
      PlannedRun run = after.plans().get(i);
      points.add(point("plan " + i, i == 0 && run.fits() ? "best then" : "other plans", run));
    }
    return new Scatter(
        "Plans with these inputs",
        "Plan",
        Axis.of("Memory used", "%"),
        Axis.of("Iteration time", "s"),
        points,
        List.of());
  }

  private static Scatter.Point point(String id, String group, PlannedRun run) {
    return new Scatter.Point(
        id,
        run.plan().label(),
        group,
        PERCENT * run.estimate().memory().count() / run.estimate().capacity().count(),
        run.estimate().seconds(),
        run.fits() ? "" : "does not fit");
  }

  /** Where the time of the best plans goes. */
  static StackedBars times(SimulationReport before, SimulationReport after) {
    return new StackedBars(
        "Where the time of the best plan goes",
        "Inputs",
        Axis.of("Iteration", "s"),
        List.of("as it is", "with these inputs"),
        Arrays.stream(TimePart.values())
            .filter(it -> seconds(before, it) + seconds(after, it) > 0)
            .map(
                it ->
                    new StackedBars.Part(
                        it.label(), List.of(seconds(before, it), seconds(after, it))))
            .toList());
  }

  private static double seconds(SimulationReport report, TimePart part) {
    return report.breakdown().getOrDefault(part, 0.0);
  }
}

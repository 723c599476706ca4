package io.millrace.planner.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Objective;
import io.millrace.planner.Questions;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import io.millrace.simulator.lowering.training.PlanLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
  private static final Instance INSTANCE =
      Instance.of(Questions.gpt(6, 4096, 4, 8), Objective.TIME);

  private record Point(double seconds, double room, double joules) {
    boolean covers(Point other) {
      return seconds <= other.seconds
          && room >= other.room
          && joules <= other.joules
          && !equals(other);
    }
  }

  private static List<Point> everyPlan() {
    PlanCosts costs = Instance.costs(INSTANCE.setting());
    PlanFigures figures = new PlanFigures();
    List<Point> points = new ArrayList<>();
    for (TrainingPlan plan : INSTANCE.setting().space().plans().toList()) {
      PlanLayout layout = costs.layout(plan.strategy(), plan.pipelining());
      PassCosts passes = costs.passes(layout, plan.layers(), plan.replicas());
      costs.evaluate(
          layout, passes, costs.replicas(layout, plan.replicas(), passes.microBatches()), figures);
      if (figures.fits()) {
        points.add(new Point(figures.seconds(), figures.headroomBytes(), figures.joules()));
      }
    }
    return points;
  }

  @Test
  void holdsExactlyThePlansThatNoOtherCovers() {
    List<Point> all = everyPlan();
    List<Point> expected =
        all.stream()
            .filter(it -> all.stream().noneMatch(other -> other.covers(it)))
            .distinct()
            .toList();

    SearchResult result =
        new BranchAndBound(
                List.of(INSTANCE.setting()), 1, Long.MAX_VALUE, true, new StopSign(), _ -> {})
            .run(2, Instance::costs);

    assertThat(result.finished()).isTrue();
    assertThat(
            result.front().stream()
                .map(it -> new Point(it.seconds(), it.headroomBytes(), it.joules())))
        .containsExactlyInAnyOrderElementsOf(expected)
        .hasSizeGreaterThan(3);
    assertThat(result.front().stream().mapToDouble(Found::seconds).min().orElseThrow())
        .isEqualTo(result.best().getFirst().seconds());
  }
}

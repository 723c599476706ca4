package io.millrace.planner.question;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.PlanRules;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.question.PlaneAnswer.Cell;
import io.millrace.planner.question.PlaneParameter.Point;
import io.millrace.planner.question.PlaneParameter.Step;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;

/**
 * What a plan comes to where two things are others, all pairs of their values, by formulas.
 *
 * @param across varied along the one axis
 * @param upward varied along the other
 */
public record PlaneQuestion(PlaneParameter across, PlaneParameter upward) {

  /** Checks that they differ. */
  public PlaneQuestion {
    if (across == upward) {
      throw new IllegalArgumentException("both axes are " + across.key());
    }
  }

  /**
   * Asks it of a plan.
   *
   * @param progress hears the share of the work that is done; what it throws ends the question
   * @throws io.millrace.model.input.InvalidInputException if a figure that costs need is not
   *     published for the scenario's device
   */
  public PlaneAnswer of(
      Scenario scenario, TrainingPlan plan, Calibration calibration, DoubleConsumer progress) {
    Point here = new Point(scenario, plan);
    List<Step> columns = across.steps(here, calibration);
    List<Step> rows = upward.steps(here, calibration);
    List<Cell> cells = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        progress.accept((double) cells.size() / (rows.size() * columns.size()));
        Point point = rows.get(row).change().apply(columns.get(column).change().apply(here));
        cells.add(cell(column, row, point, calibration));
      }
    }
    return new PlaneAnswer(
        columns.stream().map(Step::label).toList(), rows.stream().map(Step::label).toList(), cells);
  }

  private static Cell cell(int column, int row, Point point, Calibration calibration) {
    Scenario scenario = point.scenario().with(point.plan());
    List<String> broken =
        PlanRules.violations(scenario, point.plan()).stream()
            .map(it -> it.path() + " " + it.message())
            .toList();
    if (!broken.isEmpty()) {
      return new Cell(column, row, scenario, OptionalDouble.empty(), broken.getFirst());
    }
    Priced priced =
        new Pricing(new Situation(scenario, calibration), Objective.TIME).of(point.plan());
    double tokens = scenario.workload().tokens() / priced.seconds();
    return new Cell(
        column,
        row,
        scenario,
        OptionalDouble.of(tokens / scenario.cluster().devices()),
        priced.fits() ? "" : priced.excess());
  }
}

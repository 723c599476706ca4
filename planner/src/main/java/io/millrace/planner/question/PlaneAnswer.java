package io.millrace.planner.question;

import io.millrace.model.scenario.Scenario;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a plan comes to over two things.
 *
 * @param columns values of the one, from the least
 * @param rows values of the other, from the least
 * @param cells of all pairs, row by row
 */
public record PlaneAnswer(List<String> columns, List<String> rows, List<Cell> cells) {

  /** Copies the lists. */
  public PlaneAnswer {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    cells = List.copyOf(cells);
  }

  /**
   * One pair.
   *
   * @param column from 0
   * @param row from 0
   * @param scenario with the plan, as it is there
   * @param tokensPerSecondPerDevice by formulas; absent where a rule forbids the plan
   * @param impossible why it cannot be run; empty if it can
   */
  public record Cell(
      int column,
      int row,
      Scenario scenario,
      OptionalDouble tokensPerSecondPerDevice,
      String impossible) {

    /** Whether it can be run. */
    public boolean possible() {
      return impossible.isEmpty();
    }
  }
}

package io.millrace.ui.chart;

import java.util.List;

/**
 * How a whole comes about step by step, and what is left of a limit.
 *
 * @param title what it is called
 * @param length what the length of a step means
 * @param steps that add up to the whole, from the top
 * @param total what the whole is called
 * @param after what follows from the whole on, such as what is still free
 */
public record Waterfall(String title, Axis length, List<Step> steps, String total, List<Step> after)
    implements ChartDescription {

  /**
   * One of the steps.
   *
   * @param name what it is called
   * @param colour the style sheets' custom property that has it
   * @param amount that it adds
   */
  public record Step(String name, String colour, double amount) {
    /** Checks the number and the colour. */
    public Step {
      Numbers.check(amount, name);
      StackedBars.checkColour(colour);
    }
  }

  /** Copies the lists. */
  public Waterfall {
    steps = List.copyOf(steps);
    after = List.copyOf(after);
  }

  /** The sum of the steps. */
  public double whole() {
    return steps.stream().mapToDouble(Step::amount).sum();
  }
}

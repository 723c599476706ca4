package io.millrace.ui.chart;

import java.util.List;

/**
 * Which inputs a result hangs on, the one that moves it most first.
 *
 * @param title what it is called
 * @param result what is moved
 * @param base the result as it is
 * @param swings of the inputs, in any order
 */
public record Tornado(String title, Axis result, double base, List<Swing> swings)
    implements ChartDescription {

  /**
   * What an input does.
   *
   * @param name of the input
   * @param low with less of it
   * @param high with more of it
   */
  public record Swing(String name, Side low, Side high) {

    /** Between which results it moves. */
    double width() {
      return Math.abs(high.result() - low.result());
    }
  }

  /**
   * One end of a swing.
   *
   * @param setting of the input, as a text
   * @param result under it
   */
  public record Side(String setting, double result) {
    /** Checks the number. */
    public Side {
      Numbers.check(result, setting);
    }
  }

  /** Copies the list and checks the number. */
  public Tornado {
    Numbers.check(base, "the base");
    swings = List.copyOf(swings);
  }
}

package io.millrace.ui.chart;

import com.vaadin.flow.component.ComponentEvent;

/** A visitor marked a part of an axis of {@link ParallelCoordinates}. */
public final class AxisBrushed extends ComponentEvent<Chart> {
  private static final long serialVersionUID = 1;

  private final String axis;
  private final double low;
  private final double high;

  AxisBrushed(Chart chart, String axis, double low, double high) {
    super(chart, true);
    this.axis = axis;
    this.low = low;
    this.high = high;
  }

  /** The id of the axis. */
  public String axis() {
    return axis;
  }

  /** Where the part begins: a number, or the place of a category, from 0. */
  public double low() {
    return low;
  }

  /** Where it ends. */
  public double high() {
    return high;
  }
}

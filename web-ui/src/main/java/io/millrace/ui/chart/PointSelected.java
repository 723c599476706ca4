package io.millrace.ui.chart;

import com.vaadin.flow.component.ComponentEvent;

/** A visitor chose a point of a chart. */
public final class PointSelected extends ComponentEvent<Chart> {
  private static final long serialVersionUID = 1;

  private final String id;

  PointSelected(Chart chart, String id) {
    super(chart, true);
    this.id = id;
  }

  /** The id of the point. */
  public String id() {
    return id;
  }
}

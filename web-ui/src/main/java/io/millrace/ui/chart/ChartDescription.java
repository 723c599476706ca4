package io.millrace.ui.chart;

/**
 * What a chart shows, as data: texts are texts, whatever stands in them, and numbers are in the
 * units that the axes name.
 */
public sealed interface ChartDescription
    permits Scatter, StackedBars, Waterfall, Lines, HeatMap, Tornado, ParallelCoordinates {

  /** What the chart is called, on the page and in the names of its files. */
  String title();
}

/**
 * Charts: what they show as data in Java, how they look in the browser.
 *
 * <p>A {@link io.millrace.ui.chart.ChartDescription} says what is shown, without a word of how: a
 * {@link io.millrace.ui.chart.Scatter}, {@link io.millrace.ui.chart.StackedBars}, {@link
 * io.millrace.ui.chart.Lines}, {@link io.millrace.ui.chart.ParallelCoordinates}, a {@link
 * io.millrace.ui.chart.HeatMap} or a {@link io.millrace.ui.chart.Tornado}. Read {@link
 * io.millrace.ui.chart.Chart} first, the component that shows one. {@link
 * io.millrace.ui.chart.Picture} turns it into an option of ECharts, a table and a text; the custom
 * element {@code millrace-chart} in {@code chart.js} draws the option in the colours of {@code
 * chart.css}, light or dark as the page is, and makes the table and the files.
 *
 * <p>Nothing of it is ever HTML: texts of a description are drawn as letters on a canvas, or set as
 * the text of an element. A datum of the drawing knows its row of the table, so that hints, the
 * table, the CSV and what a screen reader hears never differ.
 *
 * <p>A timeline of ranks and streams with a hundred thousand spans is beyond ECharts, which keeps
 * an object for each mark, and beyond JSON. It wants an element of its own beside this one: the
 * server sends the spans of each lane sorted by their start, as columns of numbers (start and
 * length in ticks, index of the name, index of the kind) in one binary answer; the element keeps
 * them in typed arrays, finds those in view by bisection, merges those that are narrower than a
 * pixel into one rectangle of the kind that lasts longest there, and paints lanes on a canvas, at
 * most as many rectangles as it has pixels, however many spans there are. Panning moves what is
 * painted and paints the strip that appears. Its table lists the longest spans of what is in view.
 *
 * <p>A new kind of chart is a record that {@code ChartDescription} permits and its picture.
 */
@NullMarked
package io.millrace.ui.chart;

import org.jspecify.annotations.NullMarked;

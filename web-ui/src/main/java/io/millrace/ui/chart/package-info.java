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
 * <p>A timeline with a hundred thousand spans has an element of its own, in {@code ui.timeline}.
 *
 * <p>A new kind of chart is a record that {@code ChartDescription} permits and its picture.
 */
@NullMarked
package io.millrace.ui.chart;

import org.jspecify.annotations.NullMarked;

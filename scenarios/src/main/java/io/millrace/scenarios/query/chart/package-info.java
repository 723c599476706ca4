/**
 * Pictures of what questions on sweeps find: {@link io.millrace.scenarios.query.chart.ParetoChart},
 * {@link io.millrace.scenarios.query.chart.EffectsChart}, {@link
 * io.millrace.scenarios.query.chart.SurfaceChart} and {@link
 * io.millrace.scenarios.query.chart.PhasesChart}, as SVG that follows the reader's preference for
 * light or dark. They share a {@code Page}, and the last two a {@code CellGrid}.
 */
@NullMarked
package io.millrace.scenarios.query.chart;

import org.jspecify.annotations.NullMarked;

/**
 * Questions on the rows of sweeps: {@link io.millrace.scenarios.query.SweepRows} opens what {@code
 * millrace sweep} wrote, answers SQL and hands columns to the statistics of this package, each of
 * which is a record that knows its table: {@link io.millrace.scenarios.query.ParetoFront}, {@link
 * io.millrace.scenarios.query.BestRows}, {@link io.millrace.scenarios.query.Effects}, {@link
 * io.millrace.scenarios.query.Surface} and {@link io.millrace.scenarios.query.Phases}. Where the
 * parameters of the cost model were drawn, {@link io.millrace.scenarios.query.ParameterEffects}
 * tells which of them matter.
 *
 * <p>Who looks through the rows themselves reads {@link io.millrace.scenarios.query.RowPages}.
 *
 * <p>The rows stay where they are: a DuckDB in memory reads the Parquet files, and is locked before
 * it sees a word of the question, so that no question reads other files or writes any. It works
 * with one thread, which keeps the order of rows and the order of sums.
 *
 * <p>Nothing here formats: numbers leave as numbers, in an {@link
 * io.millrace.scenarios.query.Answer} or row by row through a {@link
 * io.millrace.scenarios.query.RowSource}. Read {@code SweepRows} first, then {@code Observations}.
 */
@NullMarked
package io.millrace.scenarios.query;

import org.jspecify.annotations.NullMarked;

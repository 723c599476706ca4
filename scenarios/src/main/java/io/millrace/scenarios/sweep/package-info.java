/**
 * Many what-ifs at once: a {@link io.millrace.scenarios.sweep.Sweep} is a scenario with axes, each
 * of which varies something in it. Its points are numbered and made one by one, never held all
 * together: {@link io.millrace.scenarios.sweep.Points} gives the values of a number.
 *
 * <p>Rows come in {@link io.millrace.scenarios.sweep.Chunk}s: a chunk is a range of numbers, and
 * what a {@link io.millrace.scenarios.sweep.ChunkMakers} makes of it depends on nothing else. So a
 * chunk has the same bytes wherever and however often it is made, which is all that {@link
 * io.millrace.scenarios.sweep.ResultFolder} needs to commit each once, to go on after a kill, and
 * to make speculative copies harmless; how long points took is kept beside the rows, as it is never
 * the same. A {@link io.millrace.scenarios.sweep.SweepExecutor} only decides who makes which chunk.
 *
 * <p>Axes of the plan vary fastest. All points that agree in the others are one context, which is
 * prepared once ({@link io.millrace.scenarios.sweep.ScenarioTemplate}).
 *
 * <p>Everything may be asked again: under other parameters of the cost model ({@link
 * io.millrace.scenarios.sweep.Draws}), or with other seeds where a simulation has chance in it
 * ({@link io.millrace.scenarios.sweep.Replications}). Both are axes like any.
 *
 * <p>Read {@code SweepReader} for the format, then {@code SweepRun}.
 */
@NullMarked
package io.millrace.scenarios.sweep;

import org.jspecify.annotations.NullMarked;

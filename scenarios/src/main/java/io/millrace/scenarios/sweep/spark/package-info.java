/**
 * Makes the chunks of a sweep on Apache Spark: one task for each ({@code ChunkTask}). An executor
 * that sees the folder of the results keeps its chunk there; from others it comes to the driver,
 * which does ({@code Delivery}). So a cluster needs no file system that all see, a lost worker
 * costs the chunks it was at, and a speculative copy of a task changes nothing.
 *
 * <p>Read {@code SparkExecutor} first. {@code SparkFailure} says what somebody can do about what
 * Spark throws. Nothing outside of this package knows Spark; its jars are there only where a sweep
 * asks for them.
 */
@NullMarked
package io.millrace.scenarios.sweep.spark;

import org.jspecify.annotations.NullMarked;

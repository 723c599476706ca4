/**
 * Makes the chunks of a sweep on Apache Spark: one task for each, whose file comes back to the
 * driver, which keeps it. So a cluster needs no file system that all see, a lost worker costs the
 * chunks it was at, and a speculative copy of a task changes nothing.
 *
 * <p>Nothing outside of this package knows Spark; its jars are there only where a sweep asks for
 * them.
 */
@NullMarked
package io.millrace.scenarios.sweep.spark;

import org.jspecify.annotations.NullMarked;

/** Accelerate with fully sharded data parallelism: the YAML file of {@code accelerate launch}. */
@NullMarked
package io.millrace.planner.export.accelerate;

import org.jspecify.annotations.NullMarked;

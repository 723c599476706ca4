/**
 * torchtitan: a Python function that changes a configuration, and the pipeline's schedule as a file
 * that is executed as it is.
 */
@NullMarked
package io.millrace.planner.export.torchtitan;

import org.jspecify.annotations.NullMarked;

/**
 * AReaL: a YAML configuration with a backend string for each engine, out and in, and the one-line
 * allocation mode of older releases.
 */
@NullMarked
package io.millrace.planner.export.posttraining.areal;

import org.jspecify.annotations.NullMarked;

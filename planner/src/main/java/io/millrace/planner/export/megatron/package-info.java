/**
 * Megatron-LM and Megatron-Bridge, which take the same settings in two forms: {@code
 * ModelSettings}, {@code PlanSettings} and {@code PrecisionSettings} say a job in them, the
 * exporters write them as options of a script and as a tree in YAML. {@code DocumentedWords} are
 * those of them that were looked up.
 */
@NullMarked
package io.millrace.planner.export.megatron;

import org.jspecify.annotations.NullMarked;

/**
 * The question: a {@link io.millrace.model.scenario.Scenario} names a cluster, a model, a workload
 * and, if it is known, a plan. {@link io.millrace.model.scenario.ScenarioReader} reads it from JSON
 * or YAML, resolves the catalogues' names and lists every assumption it made.
 */
@NullMarked
package io.millrace.model.scenario;

import org.jspecify.annotations.NullMarked;

/**
 * Post-training as a graph of calls: a {@link io.millrace.model.dataflow.Dataflow} has {@link
 * io.millrace.model.dataflow.ModelFunctionCall calls} of models for vertices and what they pass on
 * for edges. {@link io.millrace.model.dataflow.Algorithm} has the graphs of the known algorithms;
 * scenarios may bring their own. Read {@code Dataflow} first.
 *
 * <p>The terms are those of ReaL (Mei et al., arXiv 2406.14088).
 */
@NullMarked
package io.millrace.model.dataflow;

import org.jspecify.annotations.NullMarked;

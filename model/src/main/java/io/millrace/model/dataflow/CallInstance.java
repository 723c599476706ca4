package io.millrace.model.dataflow;

/**
 * A call in one of several iterations.
 *
 * @param call which one
 * @param iteration counted from zero
 */
public record CallInstance(ModelFunctionCall call, int iteration) {}

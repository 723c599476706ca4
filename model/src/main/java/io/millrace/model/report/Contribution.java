package io.millrace.model.report;

import io.millrace.model.parameter.Parameter;

/**
 * What the range of a prediction hangs on.
 *
 * @param parameter a number that is known within a spread
 * @param effect by how much the time changes where the parameter is one spread larger: 0.02 is two
 *     percent longer
 * @param share part of the variance of the time's logarithm
 */
public record Contribution(Parameter parameter, double effect, double share) {}

/**
 * How far off predictions are: {@link io.millrace.scenarios.check.MeasurementCheck} predicts
 * measured cases from their configuration alone and {@link io.millrace.scenarios.check.CheckResult}
 * holds each case and a summary by family.
 */
@NullMarked
package io.millrace.scenarios.check;

import org.jspecify.annotations.NullMarked;

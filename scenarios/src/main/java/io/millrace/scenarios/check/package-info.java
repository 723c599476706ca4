/**
 * How far off predictions are: {@link io.millrace.scenarios.check.MeasurementCheck} predicts
 * measured cases from their configuration alone and {@link io.millrace.scenarios.check.CheckResult}
 * holds each case and a summary by family. {@link io.millrace.scenarios.check.CrossValidator} does
 * the same for families that the parameters were not fitted to.
 */
@NullMarked
package io.millrace.scenarios.check;

import org.jspecify.annotations.NullMarked;

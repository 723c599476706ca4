/**
 * How far off predictions are: {@link io.millrace.scenarios.check.MeasurementCheck} predicts
 * measured cases from their configuration alone and {@link io.millrace.scenarios.check.CheckResult}
 * holds each case and a summary by family. {@link io.millrace.scenarios.check.CrossValidator} does
 * the same for families that the parameters were not fitted to, and {@link
 * io.millrace.scenarios.check.Ranking} says how well predictions choose among plans.
 */
@NullMarked
package io.millrace.scenarios.check;

import org.jspecify.annotations.NullMarked;

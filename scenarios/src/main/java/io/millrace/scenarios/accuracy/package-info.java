/**
 * How far off predictions are, as a page and a picture to publish: {@link
 * io.millrace.scenarios.accuracy.AccuracyPage} and {@link
 * io.millrace.scenarios.accuracy.AccuracyChart}, both of a {@link
 * io.millrace.scenarios.check.CheckResult} and the same on every machine.
 */
@NullMarked
package io.millrace.scenarios.accuracy;

import org.jspecify.annotations.NullMarked;

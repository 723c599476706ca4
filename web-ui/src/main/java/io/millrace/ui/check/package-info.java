/**
 * Published against predicted: how far off predictions are, case by case, each with its source.
 *
 * <p>Read {@link io.millrace.ui.check.CheckView} first. {@link io.millrace.ui.check.CheckRuns}
 * predicts the cases that ship, once for all visitors, when somebody first looks; what is shown of
 * them comes from {@code io.millrace.scenarios.check}.
 */
@NullMarked
package io.millrace.ui.check;

import org.jspecify.annotations.NullMarked;

/**
 * Answers about post-training as people see them.
 *
 * <p>Read {@link io.millrace.ui.posttraining.PlacementPanel} first: what a search found, from
 * {@code post-training-planning/1}. {@code StepPage} is the page of a simulated step, from {@code
 * step/1}; {@code StepTable} is what both have in common, the calls of a step.
 */
@NullMarked
package io.millrace.ui.posttraining;

import org.jspecify.annotations.NullMarked;

package io.millrace.ui.compare;

import io.millrace.ui.plan.PlanRow;

/**
 * A plan beside others.
 *
 * @param reference by which it is found again
 * @param name that tells it from the others, even where their degrees are the same
 * @param title of the run that found it
 * @param row its figures
 */
record Compared(PlanReference reference, String name, String title, PlanRow row) {}

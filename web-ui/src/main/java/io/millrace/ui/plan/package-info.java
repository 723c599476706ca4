/**
 * The first page: a scenario is edited, planned, and answered.
 *
 * <p>Read {@link io.millrace.ui.plan.PlanView} first: a {@code ScenarioEditor} on one side, on the
 * other a {@code RunPanel}, which shows how far a search is and then an {@code AnswerPanel} of what
 * it found. All that is shown of an answer comes from {@code PlanAnswer}, which reads the answer as
 * it was kept. {@link io.millrace.ui.plan.WorkedExample} is there before anybody has asked
 * anything.
 */
@NullMarked
package io.millrace.ui.plan;

import org.jspecify.annotations.NullMarked;

/**
 * Plans in files, {@code plan/1}: a {@link io.millrace.model.planfile.PlanFile} has a question with
 * the plan that answers it, and what is known of the answer. {@link
 * io.millrace.model.planfile.PlanFileWriter} writes one, {@link
 * io.millrace.model.planfile.PlanFileReader} reads it back; the format is described by {@code
 * plan-1.schema.json} in {@code io.millrace.model.report}. A plan for post-training is a {@link
 * io.millrace.model.planfile.PostTrainingPlanFile}, {@code post-training-plan/1}.
 */
@NullMarked
package io.millrace.model.planfile;

import org.jspecify.annotations.NullMarked;

/**
 * How a workload is spread over devices: {@link io.millrace.model.plan.Plan} and, for training,
 * {@link io.millrace.model.plan.TrainingPlan} with its {@link
 * io.millrace.model.plan.ParallelStrategy}, for post-training {@link
 * io.millrace.model.plan.PostTrainingPlan} with a {@link io.millrace.model.plan.CallPlacement} for
 * each call.
 */
@NullMarked
package io.millrace.model.plan;

import org.jspecify.annotations.NullMarked;

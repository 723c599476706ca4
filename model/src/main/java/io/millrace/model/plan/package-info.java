/**
 * How a workload is spread over devices: {@link io.millrace.model.plan.Plan} and, for training,
 * {@link io.millrace.model.plan.TrainingPlan} with its {@link
 * io.millrace.model.plan.ParallelStrategy}.
 */
@NullMarked
package io.millrace.model.plan;

import org.jspecify.annotations.NullMarked;

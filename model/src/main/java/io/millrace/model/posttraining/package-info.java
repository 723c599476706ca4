/**
 * Questions about post-training: a {@link io.millrace.model.posttraining.PostTrainingScenario}
 * names a cluster, a model for each role, a workload and, for each call, where it runs. {@link
 * io.millrace.model.posttraining.PostTrainingReader} reads it; {@link
 * io.millrace.model.posttraining.PostTrainingFramework} is the software that runs it, with its
 * generation engine. Answers are a {@link io.millrace.model.posttraining.StepReport} and, as
 * simulated, a {@link io.millrace.model.posttraining.PostTrainingRun}.
 */
@NullMarked
package io.millrace.model.posttraining;

import org.jspecify.annotations.NullMarked;

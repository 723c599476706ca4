package io.millrace.scenarios;

import io.millrace.model.posttraining.PostTrainingRun;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepReport;

/**
 * A scenario of post-training and what came of simulating it under its plan.
 *
 * @param scenario the question, complete
 * @param report an iteration by the closed form, with the range that calibration leaves open
 * @param run several iterations by the engine: what ran when, what travelled, memory
 */
public record StepRun(PostTrainingScenario scenario, StepReport report, PostTrainingRun run) {}

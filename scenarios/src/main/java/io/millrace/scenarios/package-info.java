/**
 * The library of runnable scenarios and everything that runs one from end to end: single runs,
 * accuracy checks against published measurements, and sweeps.
 *
 * <p>{@link io.millrace.scenarios.ScenarioRunner} finds a scenario by file or id and simulates it;
 * read it first. {@link io.millrace.scenarios.StepRunner} does so for post-training; {@link
 * io.millrace.scenarios.QuestionReader} reads scenarios of any workload, of people who must not get
 * at files.
 */
@NullMarked
package io.millrace.scenarios;

import org.jspecify.annotations.NullMarked;

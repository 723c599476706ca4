/**
 * What people already run, as scenarios: a reader of a launcher's files gives a {@link
 * io.millrace.model.launch.LaunchDescription}, {@link io.millrace.model.launch.Surroundings} has
 * what such files never say, and {@link io.millrace.model.launch.ImportedScenario} is both
 * together, a question with its plan.
 */
@NullMarked
package io.millrace.model.launch;

import org.jspecify.annotations.NullMarked;

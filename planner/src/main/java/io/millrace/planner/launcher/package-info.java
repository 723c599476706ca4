/**
 * What launchers can run: {@link io.millrace.planner.launcher.Launcher} names them, {@link
 * io.millrace.planner.launcher.LauncherRules} says for each which plans it has words for, as data
 * with a name, a reason and a source.
 */
@NullMarked
package io.millrace.planner.launcher;

import org.jspecify.annotations.NullMarked;

/**
 * What launchers can run: {@link io.millrace.planner.launcher.Launcher} names them, {@link
 * io.millrace.planner.launcher.LauncherRules} says for each which plans it has words for, as data
 * with a name, a reason and a source. {@link io.millrace.planner.launcher.FullSharding} is what the
 * launchers of FSDP2 have in common.
 */
@NullMarked
package io.millrace.planner.launcher;

import org.jspecify.annotations.NullMarked;

/** Software that starts training runs: {@link io.millrace.planner.launcher.Launcher}. */
@NullMarked
package io.millrace.planner.launcher;

import org.jspecify.annotations.NullMarked;

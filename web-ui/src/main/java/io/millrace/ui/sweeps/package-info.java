/**
 * Sweeps: started from a text, and their rows looked through.
 *
 * <p>Read {@link io.millrace.ui.sweeps.SweepsView} first, the list, then {@link
 * io.millrace.ui.sweeps.SweepView}, which shows one: {@code SweepState} is what its address says,
 * {@code OpenSweep} asks {@code io.millrace.scenarios.query} for everything that is shown. Sweeps
 * are folders below {@link io.millrace.ui.sweeps.SweepFolders}; an address names one of its
 * listing, never a path. {@link io.millrace.ui.sweeps.SweepWork} writes them.
 */
@NullMarked
package io.millrace.ui.sweeps;

import org.jspecify.annotations.NullMarked;

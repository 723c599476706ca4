/**
 * Fits parameters to tables of timed kernels and collectives.
 *
 * <p>A {@link io.millrace.simulator.calibration.KernelTimings} reads the tables: each row becomes a
 * {@link io.millrace.simulator.calibration.MeasuredKernel}, the operations that were timed and how
 * long they took. {@link io.millrace.simulator.calibration.KernelFit} moves the parameters of the
 * device's generation until predictions match, on two rows of three; the third tells what the fit
 * is worth. Start with {@code KernelFit}; for another kind of table add a {@link
 * io.millrace.simulator.calibration.RowForm}. {@link
 * io.millrace.simulator.calibration.CollectiveFit} does the same for links and networks.
 */
@NullMarked
package io.millrace.simulator.calibration;

import org.jspecify.annotations.NullMarked;

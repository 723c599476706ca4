/**
 * Fits parameters to measured runs, and says how well they then predict runs that no fit saw.
 *
 * <p>What data sheets, papers and single kernels tell about a {@link
 * io.millrace.model.parameter.Parameter} is its prior: a value and a spread. Measured iterations
 * move it, {@link io.millrace.scenarios.fit.TrainingFit}, as far as they outweigh the prior: a
 * parameter that no run informs stays where it was. A {@link
 * io.millrace.scenarios.fit.Linearization} holds how each prediction answers to each parameter, so
 * that a fit without a family, as {@link io.millrace.scenarios.check.CrossValidator} makes them,
 * costs no simulation.
 */
@NullMarked
package io.millrace.scenarios.fit;

import org.jspecify.annotations.NullMarked;

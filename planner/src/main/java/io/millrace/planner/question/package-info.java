/**
 * The questions around a plan, each a record in and a record out.
 *
 * <ul>
 *   <li>{@link io.millrace.planner.question.Explainer}: what bounds the best plan, why not its
 *       neighbours nor another family, what lifting one limit would gain.
 *   <li>{@link io.millrace.planner.question.SensitivityQuestion}: what each input does to the
 *       answer, and how often the winner wins under draws of the uncertain parameters.
 *   <li>{@link io.millrace.planner.question.FleetQuestion}: how many devices finish in time.
 *   <li>{@link io.millrace.planner.question.LargestQuestion}: the largest model, batch or sequence.
 *   <li>{@link io.millrace.planner.question.PurchaseQuestion}: what to buy for the same money,
 *       power or number of devices.
 * </ul>
 *
 * <p>All of them price plans under a {@link io.millrace.planner.question.Situation}, a scenario
 * with the parameters that predictions hang on, and ask again in another one: {@link
 * io.millrace.planner.question.Input} says how one becomes the other, with {@code ScaledHardware}
 * where that is a figure of the machine. Nothing is extrapolated: every figure is a plan costed
 * anew by the formulas of {@link io.millrace.simulator.lowering.training.PlanCosts}. Values are per
 * token, so that batches and sequences of other lengths can be compared.
 */
@NullMarked
package io.millrace.planner.question;

import org.jspecify.annotations.NullMarked;

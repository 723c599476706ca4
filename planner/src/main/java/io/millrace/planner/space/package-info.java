/**
 * The plans that a planner considers. {@link io.millrace.planner.space.PlanSpace} has all of a
 * scenario: a {@link io.millrace.planner.space.MeshSpace} for each set of parallel degrees, which
 * is a product of three lists of choices. What does not go together is said by {@link
 * io.millrace.planner.space.Rule}s, which are data with a name and a reason.
 *
 * <p>Read {@code PlanSpace} first, then {@code MeshSpace}; {@code Meshes}, {@code LayerStrategies},
 * {@code Pipelinings} and {@code ReplicaStrategies} list the choices.
 */
@NullMarked
package io.millrace.planner.space;

import org.jspecify.annotations.NullMarked;

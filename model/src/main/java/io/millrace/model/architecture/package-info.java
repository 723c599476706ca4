/**
 * What a language model is made of, exact to the parameter.
 *
 * <p>A {@link io.millrace.model.architecture.ModelArchitecture} is a list of {@link
 * io.millrace.model.architecture.Layer}s between an embedding and an output head. A layer pairs a
 * {@link io.millrace.model.architecture.SequenceMixer} (attention of some kind, linear attention, a
 * state space, or none) with a {@link io.millrace.model.architecture.FeedForward} (dense, mixture
 * of experts, or none), which is enough for plain transformers, for hybrids that interleave kinds,
 * and for stacks whose blocks hold one half only. Each part states its own {@link
 * io.millrace.model.architecture.Parameters} with the formula's source, and {@link
 * io.millrace.model.architecture.ParameterCount} adds them up.
 *
 * <p>Read {@code ModelArchitecture} first. {@link
 * io.millrace.model.architecture.ArchitectureCatalogue} knows published models by name, {@link
 * io.millrace.model.architecture.ArchitectureReader} reads the model block of scenarios and
 * measurements, and {@link io.millrace.model.architecture.ArchitectureWriter} writes one. Files of
 * other tools are read by {@link io.millrace.model.architecture.ArchitectureImporter}s, one package
 * per format.
 */
@NullMarked
package io.millrace.model.architecture;

import org.jspecify.annotations.NullMarked;

/**
 * The hardware that plans run on: devices, memory tiers, NICs, nodes and clusters.
 *
 * <p>A {@link io.millrace.model.hardware.Device} is one accelerator: its dense peaks by {@link
 * io.millrace.model.hardware.NumberFormat} and its {@link io.millrace.model.hardware.MemoryTier
 * memory tiers}. A {@link io.millrace.model.hardware.Node} joins devices by {@link
 * io.millrace.model.hardware.FabricLevel fabric levels}, and a {@link
 * io.millrace.model.hardware.Cluster} joins nodes by a {@link io.millrace.model.hardware.Network}.
 * What planners and simulators ask for is {@link io.millrace.model.hardware.Cluster#levels()}: the
 * classes of links from the innermost to the one that spans all devices.
 *
 * <p>{@link io.millrace.model.hardware.HardwareCatalogue} knows published devices, nodes and
 * clusters by name; {@link io.millrace.model.hardware.ClusterReader} reads what a scenario says
 * about its cluster. Every published value keeps the source it was taken from. Read {@code Cluster}
 * first.
 */
@NullMarked
package io.millrace.model.hardware;

import org.jspecify.annotations.NullMarked;

package io.millrace.planner.posttraining;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.DeviceMesh;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Meshes that a cluster offers:
 *
 * <ul>
 *   <li>runs of whole nodes, and slices of one node that halve it, quarter it and so on, each
 *       beginning at a multiple of its size (ReaL's legal meshes, without its least slice of four:
 *       realhf/api/quickstart/device_mesh.py);
 *   <li>where nodes are whole, both sides of a split of the cluster: at any device where there are
 *       up to sixteen, else at multiples of the smallest part of a node that cuts the cluster into
 *       no more than sixteen.
 * </ul>
 *
 * <p>On more than sixteen nodes, runs of several nodes and sides of splits consist of groups of
 * them, a sixteenth of the cluster each: finer meshes would be costed for long, and differ little.
 *
 * <p>What a call takes is known for a mesh at the cluster's first device. A mesh that begins at a
 * node has the same neighbours; one that ends at the end of a node has them in reverse, and costs
 * the same with its ranks counted from the other end. Tensor parallelism divides a node and the
 * mesh, so that none of its groups is cut by the end of a node at either. A mesh with both ends
 * within different nodes would have other neighbours, and is not offered.
 *
 * @param devices of the cluster
 * @param devicesPerNode of each of its nodes
 */
record LegalMeshes(int devices, int devicesPerNode) {
  private static final int PARTS = 16;

  static LegalMeshes of(Cluster cluster) {
    return new LegalMeshes(
        cluster.devices(), Math.min(cluster.devices(), cluster.devicesPerNode()));
  }

  /** Numbers of devices of a mesh, the smallest first. */
  List<Integer> sizes() {
    TreeSet<Integer> sizes = new TreeSet<>();
    for (int slice = devicesPerNode; slice % 2 == 0; slice /= 2) {
      sizes.add(slice / 2);
    }
    sizes.add(devicesPerNode);
    for (int size = group(); size <= devices; size += group()) {
      sizes.add(size);
    }
    if (isEven()) {
      for (int side = grain(); side < devices; side += grain()) {
        sizes.add(side);
      }
    }
    sizes.add(devices);
    return List.copyOf(sizes);
  }

  /** Devices of the smallest group of nodes. */
  private int group() {
    return Math.ceilDiv(devices / devicesPerNode, PARTS) * devicesPerNode;
  }

  /** Devices at whose multiples the cluster is split. */
  int grain() {
    return IntStream.rangeClosed(1, devicesPerNode)
        .filter(it -> devicesPerNode % it == 0 && devices <= PARTS * it)
        .findFirst()
        .orElse(group());
  }

  /**
   * Whether groups of whole nodes fill the cluster. Then its two ends are alike, and the mirror
   * image of each mesh is a mesh.
   */
  boolean isEven() {
    return devices % group() == 0;
  }

  /** The meshes of a size, the first one first. */
  List<DeviceMesh> of(int size) {
    TreeSet<Integer> firsts = new TreeSet<>();
    firsts.add(0);
    if (isSlice(size) || size % group() == 0) {
      int step = isSlice(size) ? size : group();
      for (int first = step; first + size <= devices; first += step) {
        firsts.add(first);
      }
    }
    if (isEven()) {
      firsts.add(devices - size);
    }
    return firsts.stream().map(first -> new DeviceMesh(first, size)).toList();
  }

  /** Whether it is a node, half of one, a quarter ... */
  private boolean isSlice(int size) {
    return devicesPerNode % size == 0 && Integer.bitCount(devicesPerNode / size) == 1;
  }

  /** All of them, by size. */
  List<DeviceMesh> all() {
    List<DeviceMesh> meshes = new ArrayList<>();
    sizes().forEach(size -> meshes.addAll(of(size)));
    return List.copyOf(meshes);
  }

  /** What they are, for people: {@code slices of a node, runs of nodes, ...}. */
  String words() {
    List<String> kinds = new ArrayList<>();
    if (devicesPerNode % 2 == 0) {
      kinds.add("halves, quarters ... of a node");
    }
    int nodes = group() / devicesPerNode;
    kinds.add(nodes == 1 ? "whole nodes" : "runs of %d, %d ... nodes".formatted(nodes, 2 * nodes));
    if (isEven() && devices > grain()) {
      kinds.add(
          "both sides of a split at "
              + (grain() == 1 ? "any device" : "each multiple of %d devices".formatted(grain())));
    }
    return String.join(", ", kinds);
  }
}

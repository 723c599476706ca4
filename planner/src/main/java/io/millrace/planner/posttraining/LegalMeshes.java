package io.millrace.planner.posttraining;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.DeviceMesh;
import java.util.ArrayList;
import java.util.List;

/**
 * Meshes that a cluster offers: runs of whole nodes, and slices of one node that halve it, quarter
 * it and so on, each beginning at a multiple of its size (ReaL's legal meshes, without its least
 * slice of four: realhf/api/quickstart/device_mesh.py). On more than sixteen nodes, runs of several
 * nodes consist of groups of them, a sixteenth of the cluster each: finer meshes would be costed
 * for long, and differ little.
 *
 * @param devices of the cluster
 * @param devicesPerNode of each of its nodes
 */
record LegalMeshes(int devices, int devicesPerNode) {
  private static final int GROUPS = 16;

  static LegalMeshes of(Cluster cluster) {
    return new LegalMeshes(
        cluster.devices(), Math.min(cluster.devices(), cluster.devicesPerNode()));
  }

  /** Numbers of devices of a mesh, the smallest first. */
  List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>();
    for (int slice = devicesPerNode; slice % 2 == 0; slice /= 2) {
      sizes.addFirst(slice / 2);
    }
    sizes.add(devicesPerNode);
    for (int size = group(); size <= devices; size += group()) {
      if (size > devicesPerNode) {
        sizes.add(size);
      }
    }
    if (sizes.getLast() < devices) {
      sizes.add(devices);
    }
    return sizes;
  }

  /** Devices of the smallest group of nodes. */
  private int group() {
    return Math.ceilDiv(devices / devicesPerNode, GROUPS) * devicesPerNode;
  }

  /** The meshes of a size, the first one first. */
  List<DeviceMesh> of(int size) {
    int step = size <= devicesPerNode ? size : group();
    List<DeviceMesh> meshes = new ArrayList<>();
    for (int first = 0; first + size <= devices; first += step) {
      meshes.add(new DeviceMesh(first, size));
    }
    return meshes;
  }

  /** All of them, by size. */
  List<DeviceMesh> all() {
    return sizes().stream().flatMap(size -> of(size).stream()).toList();
  }
}

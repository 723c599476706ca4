package io.millrace.planner.posttraining;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.DeviceMesh;
import java.util.ArrayList;
import java.util.List;

/**
 * Meshes that a cluster offers: runs of whole nodes, and slices of one node that halve it, quarter
 * it and so on, each beginning at a multiple of its size (ReaL's legal meshes, without its least
 * slice of four: realhf/api/quickstart/device_mesh.py).
 *
 * @param devices of the cluster
 * @param devicesPerNode of each of its nodes
 */
record LegalMeshes(int devices, int devicesPerNode) {

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
    for (int size = devicesPerNode; size <= devices; size += devicesPerNode) {
      sizes.add(size);
    }
    return sizes;
  }

  /** The meshes of a size, the first one first. */
  List<DeviceMesh> of(int size) {
    int step = Math.min(size, devicesPerNode);
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

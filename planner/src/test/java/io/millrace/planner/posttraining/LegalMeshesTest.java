package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.DeviceMesh;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegalMeshesTest {

  /** ReaL has two slices of four in each node, and every run of nodes. */
  @ParameterizedTest
  @CsvSource({"1, 3", "2, 7", "4, 18", "8, 52", "16, 168"})
  void hasAsManyAlignedOnesAsReaLWhereSlicesHaveFourDevices(int nodes, int count) {
    List<DeviceMesh> aligned =
        new LegalMeshes(8 * nodes, 8).all().stream().filter(it -> it.isAligned(8)).toList();

    assertThat(aligned).filteredOn(it -> it.size() >= 4).hasSize(count);
    assertThat(count).isEqualTo(2 * nodes + nodes * (nodes + 1) / 2);
    assertThat(aligned).hasSize(count + (4 + 8) * nodes);
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "16, 1", "24, 2", "32, 2", "64, 4", "128, 8", "256, 16"})
  void haveBothSidesOfEverySplitAtASixteenthOfTheCluster(int devices, int grain) {
    LegalMeshes meshes = new LegalMeshes(devices, 8);

    assertThat(meshes.grain()).isEqualTo(grain);
    for (int split = grain; split < devices; split += grain) {
      assertThat(meshes.all())
          .contains(new DeviceMesh(0, split), new DeviceMesh(split, devices - split));
    }
  }

  /** So that what a call costs at the first device is what it costs there. */
  @ParameterizedTest
  @CsvSource({"8, 8", "16, 8", "24, 8", "32, 8", "64, 8", "128, 8", "12, 6", "12, 8", "136, 8"})
  void areInTheClusterAndAlignedOrBeginOrEndWithIt(int devices, int node) {
    LegalMeshes meshes = new LegalMeshes(devices, node);

    assertThat(meshes.all())
        .allMatch(it -> it.isAligned(node) || it.first() == 0 || it.end() == devices)
        .allMatch(it -> it.end() <= devices)
        .doesNotHaveDuplicates();
    assertThat(meshes.sizes()).isSorted().doesNotHaveDuplicates();
    assertThat(meshes.all().stream().map(DeviceMesh::size).distinct().toList())
        .isEqualTo(meshes.sizes());
  }

  @ParameterizedTest
  @CsvSource({"8, 8, true", "16, 8, true", "64, 8, true", "12, 8, false", "136, 8, false"})
  void haveTheirMirrorImagesWhereGroupsOfNodesFillTheCluster(int devices, int node, boolean even) {
    LegalMeshes meshes = new LegalMeshes(devices, node);

    assertThat(meshes.isEven()).isEqualTo(even);
    if (even) {
      assertThat(meshes.all())
          .allMatch(it -> meshes.all().contains(new DeviceMesh(devices - it.end(), it.size())));
    }
  }

  @Test
  void areThoseOfReaLAloneWhereTheLastNodeIsNotWhole() {
    assertThat(new LegalMeshes(12, 8).sizes()).containsExactly(1, 2, 4, 8, 12);
    assertThat(new LegalMeshes(12, 8).of(8)).containsExactly(new DeviceMesh(0, 8));
  }

  @Test
  void halveNodesOnlyAsOftenAsTheirDevicesAllow() {
    assertThat(new LegalMeshes(48, 6).sizes())
        .containsExactly(3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36, 39, 42, 45, 48);
    assertThat(new LegalMeshes(3, 3).all())
        .containsExactly(
            new DeviceMesh(0, 1),
            new DeviceMesh(2, 1),
            new DeviceMesh(0, 2),
            new DeviceMesh(1, 2),
            new DeviceMesh(0, 3));
  }

  @Test
  void endWithTheWholeClusterSoThatSymmetricPlansFindIt() {
    for (int nodes = 1; nodes <= 20; nodes++) {
      List<DeviceMesh> meshes = new LegalMeshes(8 * nodes, 8).all();
      assertThat(meshes.getLast()).isEqualTo(new DeviceMesh(0, 8 * nodes));
    }
  }

  @Test
  void areNamedForPeople() {
    assertThat(new LegalMeshes(16, 8).words())
        .isEqualTo(
            "halves, quarters ... of a node, whole nodes, both sides of a split at any device");
    assertThat(new LegalMeshes(64, 8).words())
        .endsWith("both sides of a split at each multiple of 4 devices");
    assertThat(new LegalMeshes(136, 8).words())
        .isEqualTo("halves, quarters ... of a node, runs of 2, 4 ... nodes");
  }
}

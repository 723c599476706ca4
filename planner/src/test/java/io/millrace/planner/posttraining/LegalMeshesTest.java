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
  void hasAsManyAsReaLWhereSlicesHaveFourDevices(int nodes, int count) {
    LegalMeshes meshes = new LegalMeshes(8 * nodes, 8);

    assertThat(meshes.all()).filteredOn(it -> it.size() >= 4).hasSize(count);
    assertThat(count).isEqualTo(2 * nodes + nodes * (nodes + 1) / 2);
    assertThat(meshes.all()).hasSize(count + (4 + 8) * nodes);
  }

  @Test
  void areAllAlignedAndInTheCluster() {
    LegalMeshes meshes = new LegalMeshes(24, 8);

    assertThat(meshes.all())
        .allMatch(it -> it.isAligned(8) && it.end() <= 24)
        .doesNotHaveDuplicates();
    assertThat(meshes.sizes()).containsExactly(1, 2, 4, 8, 16, 24);
    assertThat(meshes.of(16)).containsExactly(new DeviceMesh(0, 16), new DeviceMesh(8, 16));
  }

  @Test
  void halveNodesOnlyAsOftenAsTheirDevicesAllow() {
    assertThat(new LegalMeshes(12, 6).sizes()).containsExactly(3, 6, 12);
    assertThat(new LegalMeshes(3, 3).all()).containsExactly(new DeviceMesh(0, 3));
  }

  @Test
  void endWithTheWholeClusterSoThatSymmetricPlansFindIt() {
    for (int nodes = 1; nodes <= 16; nodes++) {
      List<DeviceMesh> meshes = new LegalMeshes(8 * nodes, 8).all();
      assertThat(meshes.getLast()).isEqualTo(new DeviceMesh(0, 8 * nodes));
    }
  }
}

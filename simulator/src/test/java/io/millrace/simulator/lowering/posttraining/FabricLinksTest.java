package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.Network;
import io.millrace.model.hardware.Node;
import io.millrace.model.hardware.Topology;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FabricLinksTest {
  private static final Node NODE = HardwareCatalogue.bundled().node("dgx-h100").orElseThrow();

  @Test
  void aChainEntersAndLeavesEachDeviceOnce() {
    FabricLinks links = new FabricLinks(Cluster.of(NODE, 32));

    Map<Integer, Double> crossed = links.crossed(0, List.of(1, 8, 9));

    assertThat(crossed).hasSize(6).allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
  }

  @Test
  void transfersOfOneDeviceToTwoOthersShareItsWayOut() {
    FabricLinks links = new FabricLinks(Cluster.of(NODE, 32));

    Map<Integer, Double> one = links.crossed(0, List.of(8));
    Map<Integer, Double> other = links.crossed(0, List.of(16));

    assertThat(one.keySet()).filteredOn(other::containsKey).hasSize(1);
    assertThat(links.capacity(one.keySet().iterator().next())).isCloseTo(50e9, within(1.0));
  }

  @Test
  void devicesThatShareANicShareItsRate() {
    Network shared =
        new Network(
            Topology.FAT_TREE,
            new Bandwidth(5e9),
            new Bandwidth(40e9),
            new Duration(5e-6),
            1,
            OptionalInt.empty());
    FabricLinks links = new FabricLinks(new Cluster("", NODE, 16, shared));

    Map<Integer, Double> one = links.crossed(0, List.of(8));
    Map<Integer, Double> other = links.crossed(1, List.of(9));

    assertThat(one.keySet()).filteredOn(other::containsKey).hasSize(2);
    assertThat(one.keySet()).extracting(links::capacity).containsOnly(40e9);
  }
}

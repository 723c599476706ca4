package io.millrace.model.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.FlopRate;
import io.millrace.model.quantity.Power;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceTest {
  private static final HardwareCatalogue CATALOGUE = HardwareCatalogue.bundled();

  @Test
  void sixteenBitFormatsStandForEachOther() {
    Device v100 = device("v100");
    Device a100 = device("a100");

    assertThat(v100.peak(NumberFormat.BF16)).contains(FlopRate.parse("125 TFLOP/s"));
    assertThat(a100.peak(NumberFormat.FP16)).contains(FlopRate.parse("312 TFLOP/s"));
    assertThat(a100.sourcedPeak(NumberFormat.FP16).orElseThrow().source())
        .contains("a100_sxm.yaml")
        .endsWith("the other 16-bit format");
  }

  @Test
  void anUnknownPeakIsAbsentInsteadOfGuessed() {
    assertThat(device("a100").peak(NumberFormat.FP8)).isEmpty();
    assertThat(device("jetson-agx-orin-64g").peak(NumberFormat.BF16)).isEmpty();
  }

  @Test
  void weightsLiveInTheNearestMemoryThatIsNotOnTheDie() {
    assertThat(device("h100").mainMemory().name()).isEqualTo("hbm3");
    assertThat(device("sambanova-sn40l").mainMemory().name()).isEqualTo("hbm");
    assertThat(device("xilinx-zcu104").mainMemory().name()).isEqualTo("ddr4");
  }

  @Test
  void weightsLiveOnTheDieWhereThereIsNothingElse() {
    assertThat(device("cerebras-wse3").mainMemory().name()).isEqualTo("sram");
    assertThat(device("gap8").mainMemory().name()).isEqualTo("l2");
  }

  @Test
  void aChangedMainMemoryLeavesTheOtherTiersAlone() {
    DeviceSpecification changed =
        device("h100")
            .specification()
            .withMainMemory(Bytes.parse("96 GiB"), "test")
            .withMainMemory(Bandwidth.parse("2.4 TB/s"), "test")
            .withPower(Power.parse("500 W"), "test");

    assertThat(changed.mainMemory().capacity()).isEqualTo(Bytes.parse("96 GiB"));
    assertThat(changed.mainMemory().bandwidth()).contains(Bandwidth.parse("2.4 TB/s"));
    assertThat(changed.thermalDesignPower()).contains(Power.parse("500 W"));
    assertThat(changed.memory().getFirst())
        .isEqualTo(device("h100").specification().memory().getFirst());
    assertThat(changed.sources()).containsEntry("memory.hbm3.capacity", "test");
  }

  @Test
  void refusesADeviceWithoutMemory() {
    assertThatThrownBy(
            () ->
                new DeviceSpecification(
                    "toy",
                    "toy",
                    "toy",
                    Map.of(NumberFormat.BF16, FlopRate.parse("1 TFLOP/s")),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("toy has no memory");
  }

  private static Device device(String name) {
    return CATALOGUE.device(name).orElseThrow();
  }
}

package io.millrace.model.nccl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NcclDevicesTest {

  @Test
  void findsTheNamesOfTextAndJson() {
    assertThat(
            NcclDevices.in(
                """
                #  Rank  0 Group  0 Pid  7 on  node0 device  0 [0x1b] NVIDIA H100 80GB HBM3
                #  Rank  1 Group  0 Pid  8 on  node0 device  1 [0x43] NVIDIA H100 80GB HBM3
                """))
        .containsExactly("NVIDIA H100 80GB HBM3");
    assertThat(NcclDevices.in("{\"ranks\": [{\"device_info\": \"NVIDIA A100-SXM4-80GB\"}]}"))
        .containsExactly("NVIDIA A100-SXM4-80GB");
  }

  @ParameterizedTest
  @CsvSource({
    "NVIDIA H100 80GB HBM3, nvidia-h100-sxm, false",
    "NVIDIA H100 80GB HBM3, nvidia-a100-sxm-80g, true",
    "NVIDIA A100-SXM4-80GB, nvidia-a100-40g, false",
    "Tesla V100-SXM2-32GB, nvidia-v100-sxm, false",
    "NVIDIA GB200, nvidia-b200, false",
    "NVIDIA H20, nvidia-h200-sxm, true",
    "some device, nvidia-h100-sxm, false",
  })
  void knowsAnotherChipByItsName(String name, String id, boolean other) {
    assertThat(NcclDevices.contradicts(name, id)).isEqualTo(other);
  }
}

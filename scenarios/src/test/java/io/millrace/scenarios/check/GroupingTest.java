package io.millrace.scenarios.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.input.InvalidInputException;
import io.millrace.scenarios.SampleCases;
import org.junit.jupiter.api.Test;

class GroupingTest {

  @Test
  void readsGroupsFromTheScenario() {
    CaseResult.Predicted predicted = SampleCases.predicted("a", "papers", 1, 1);

    assertThat(Grouping.FAMILY.of(predicted)).isEqualTo("papers");
    assertThat(Grouping.DEVICE.of(predicted)).isEqualTo("nvidia-a100-40g");
    assertThat(Grouping.FRAMEWORK.of(predicted)).isEqualTo("megatron-lm-2022");
    assertThat(Grouping.PRECISION.of(predicted)).isEqualTo("fp16");
    assertThat(Grouping.KIND.of(predicted)).isEqualTo("dense");
  }

  @Test
  void suggestsTheNearestNameOfAnUnknownOne() {
    assertThat(Grouping.of("--by", "device")).isEqualTo(Grouping.DEVICE);
    assertThatThrownBy(() -> Grouping.of("--by", "devise"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("--by: 'devise' is none of family, device, framework")
        .hasMessageContaining("Maybe 'device'?");
  }
}

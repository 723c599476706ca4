package io.millrace.model.megatron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineLayoutTest {

  @Test
  void writesLightEndsAsMegatronDoes() {
    assertThat(new PipelineLayout(List.of(2, 5, 5, 2), 0).text()).isEqualTo("Ett|t*5|t*5|ttL");
  }

  @Test
  void writesStagesThatRepeatOnce() {
    assertThat(new PipelineLayout(List.of(3, 2, 2, 2, 2, 1), 1).text())
        .isEqualTo("Et*3|(tt|)*4tmL");
    assertThat(new PipelineLayout(List.of(0, 0, 0, 0, 1), 0).text()).isEqualTo("E|(|)*3tL");
  }

  @Test
  void readsTheLayoutOfDeepSeekV3() {
    // 61 layers and one module on 16 stages of two chunks: Megatron-Core's documentation.
    PipelineLayout layout = PipelineLayout.parse("Et*3|(tt|)*29m|L");

    assertThat(layout.layers()).hasSize(32).startsWith(3, 2).endsWith(2, 0, 0);
    assertThat(layout.furtherTokens()).isEqualTo(1);
    assertThat(layout.layers().stream().mapToInt(Integer::intValue).sum()).isEqualTo(61);
  }

  @Test
  void ignoresCommasAndBlanks() {
    assertThat(PipelineLayout.parse("E,t*2 | tt,L").layers()).containsExactly(2, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ett|Lt",
        "tt|ttL",
        "Et",
        "E(t",
        "Et)*2L",
        "Ex|L",
        "Et*|L",
        "Et*99999|L",
        "E((t|)*2)*2L",
        ""
      })
  void refusesWhatIsNoLayoutOfADecoder(String text) {
    assertThatThrownBy(() -> PipelineLayout.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

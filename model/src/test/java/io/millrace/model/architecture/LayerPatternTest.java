package io.millrace.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerPatternTest {

  @Test
  void repeatsNamesAndGroups() {
    assertThat(LayerPattern.parse("dense*2 (linear*2 full)*2 end", 100))
        .containsExactly(
            "dense", "dense", "linear", "linear", "full", "linear", "linear", "full", "end");
  }

  @Test
  void zeroRepetitionsLeaveALayerOut() {
    assertThat(LayerPattern.parse("a*0 b", 100)).containsExactly("b");
  }

  @ParameterizedTest
  @CsvSource({
    "(a b,a '(' without its ')'",
    "a) b,a ')' without its '('",
    "a *3,'*' where the name",
    "a* b,'*' without a number",
    "a*99999999,'*' without a number",
    "a ! b,'!' where the name"
  })
  void saysWhatIsWrongWithAPattern(String pattern, String message) {
    assertThatThrownBy(() -> LayerPattern.parse(pattern, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("at character");
  }

  @Test
  void refusesToGrowBeyondTheDeepestModel() {
    assertThatThrownBy(() -> LayerPattern.parse("((a*1000)*1000)*1000", 10_000))
        .hasMessageContaining("more than 10000 layers");
  }

  @Test
  void writesTheShortestRepetitionThatCoversMost() {
    List<String> names = LayerPattern.parse("dense*3 (linear*3 full)*12", 100);
    assertThat(LayerPattern.print(names)).isEqualTo("dense*3 (linear*3 full)*12");
  }
}

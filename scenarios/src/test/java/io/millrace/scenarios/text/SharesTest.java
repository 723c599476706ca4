package io.millrace.scenarios.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharesTest {

  @Test
  void givesWhatRoundingLeavesOverToTheLargestRemainders() {
    assertThat(Shares.percentages(List.of(1.0, 1.0, 1.0)))
        .containsExactly("33.4 %", "33.3 %", "33.3 %");
    assertThat(Shares.percentages(List.of(2.0, 1.0))).containsExactly("66.7 %", "33.3 %");
  }

  @ParameterizedTest
  @CsvSource({"0, ''", "0.5, █████", "0.51, █████▏", "0.55, █████▌", "1, ██████████", "0.001, ''"})
  void drawsBarsToAnEighthOfAColumn(double share, String bar) {
    assertThat(Shares.bar(share, 10)).isEqualTo(bar);
  }
}

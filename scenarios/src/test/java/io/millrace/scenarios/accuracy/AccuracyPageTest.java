package io.millrace.scenarios.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scenarios.SampleCases;
import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.CrossValidation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccuracyPageTest {
  private static final CheckResult RESULT =
      new CheckResult(
          List.of(
              SampleCases.predicted("a", "papers", 10, 11),
              SampleCases.predicted("b", "papers", 10, 8)));
  private static final CheckResult LEFT_OUT =
      new CheckResult(
          List.of(
              SampleCases.predicted("a", "papers", 10, 13),
              SampleCases.predicted("b", "papers", 10, 7)));

  @Test
  void putsInSampleAndLeftOutSideBySide() {
    CrossValidation validation = new CrossValidation(RESULT, RESULT, LEFT_OUT, List.of());

    String page =
        AccuracyPage.of(
            RESULT, Optional.of(validation), Optional.of("accuracy.svg"), "./millrace check x");

    assertThat(page)
        .startsWith("# How far off are the predictions?\n\n2 measured cases")
        .contains("![Predicted against measured iteration times](accuracy.svg)")
        .contains("| with the parameters that ship | 2 | 15.0 % | 15.0 % | 50.0 % | - |")
        .contains("| fitted without the family that is predicted | 2 | 30.0 % | 30.0 % | 0.0 % |")
        .contains("| papers | 2 | 15.0 % | 15.0 % | 30.0 % | 30.0 % |")
        .contains("| nvidia-a100-40g | 2 |")
        .contains("- b (papers): measured 10 s, predicted 8 s (6.800 … 9.200 s), **-20.0 %**.")
        .endsWith("```\n./millrace check x\n```\n");
  }

  @Test
  void saysNothingOfWhatWasNotAsked() {
    assertThat(AccuracyPage.of(RESULT, Optional.empty(), Optional.empty(), "./millrace check x"))
        .doesNotContain("![")
        .doesNotContain("left out")
        .doesNotContain("Peak memory");
  }
}

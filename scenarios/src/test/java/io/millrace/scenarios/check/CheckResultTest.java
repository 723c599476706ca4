package io.millrace.scenarios.check;

import static io.millrace.scenarios.SampleCases.predicted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.measurement.MeasuredCase;
import io.millrace.scenarios.SampleCases;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckResultTest {

  @Test
  void summarisesErrorsByTheirTextbookDefinitions() {
    Summary summary =
        total(
            predicted("a", "f", 10, 11),
            predicted("b", "f", 10, 8),
            predicted("c", "f", 20, 26),
            predicted("d", "f", 40, 20));

    assertThat(summary.cases()).isEqualTo(4);
    assertThat(summary.mape()).isCloseTo((0.1 + 0.2 + 0.3 + 0.5) / 4, within(1e-12));
    assertThat(summary.medianApe()).isCloseTo(0.25, within(1e-12));
    assertThat(summary.p90Ape()).isCloseTo(0.3 + 0.7 * 0.2, within(1e-12));
    assertThat(summary.bias()).isCloseTo(-0.05, within(1e-12));
    assertThat(summary.covered()).as("the ranges are a fifth to each side").hasValue(0.25);
  }

  /** One minus six times the squared differences of the ranks, over n (n^2 - 1). */
  @Test
  void ranksPredictionsAgainstMeasurements() {
    Summary summary =
        total(
            predicted("a", "f", 1, 2),
            predicted("b", "f", 2, 1),
            predicted("c", "f", 3, 3),
            predicted("d", "f", 4, 4));

    assertThat(summary.spearman().orElseThrow()).isCloseTo(1 - 6 * 2.0 / (4 * 15), within(1e-12));
  }

  @Test
  void hasNoRankCorrelationOfTooFewOrEqualValues() {
    assertThat(total(predicted("a", "f", 1, 2), predicted("b", "f", 2, 1)).spearman()).isEmpty();
    assertThat(
            total(predicted("a", "f", 1, 2), predicted("b", "f", 1, 3), predicted("c", "f", 1, 4))
                .spearman())
        .isEmpty();
  }

  @Test
  void listsSupersededAndRefusedCasesWithoutScoringThem() {
    CaseResult refused = new CaseResult.NotPredicted(SampleCases.measured("x", "f", 1), "no plan");
    CaseResult superseded = SampleCases.predicted(supersededCase(), 9);

    CheckResult result = new CheckResult(List.of(superseded, predicted("a", "f", 10, 11), refused));

    assertThat(result.scored(Metric.ITERATION_TIME))
        .extracting(CaseResult.Predicted::id)
        .containsExactly("a");
    assertThat(result.notPredicted()).containsExactly((CaseResult.NotPredicted) refused);
    assertThat(result.summaries(Grouping.FAMILY, Metric.ITERATION_TIME))
        .extracting(Summary::group)
        .containsExactly("f", "all");
    assertThat(new CheckResult(List.of(refused)).total(Metric.ITERATION_TIME)).isEmpty();
    assertThat(new CheckResult(List.of(refused)).summaries(Grouping.FAMILY, Metric.ITERATION_TIME))
        .isEmpty();
  }

  @Test
  void findsHalfAsBadAsTwice() {
    CheckResult result =
        new CheckResult(
            List.of(
                predicted("slightly", "f", 10, 11),
                predicted("half", "f", 10, 5),
                predicted("triple", "f", 10, 30),
                predicted("double", "f", 10, 20)));

    assertThat(result.worst(3))
        .extracting(CaseResult::id)
        .containsExactly("triple", "double", "half");
  }

  private static MeasuredCase supersededCase() {
    String text = SampleCases.text("old", "g", 16, 1, "1f1b", true);
    return SampleCases.read(SampleCases.file(List.of(text))).getFirst();
  }

  private static Summary total(CaseResult... cases) {
    return new CheckResult(List.of(cases)).total(Metric.ITERATION_TIME).orElseThrow();
  }
}
